"""What this machine is called in its network. Nothing is ever sent."""

import socket
from ipaddress import ip_address

NOWHERE_NEAR = ("192.0.2.1", 9)
"""An address that nobody has (RFC 5737): asked which way it would be, the system names its own."""


def own_address() -> str:
    """Address of this machine in its network; empty where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(NOWHERE_NEAR)
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def is_this_machine(host: str) -> bool:
    """Whether a host name means the machine on which it is said, whichever that is."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
