"""Addresses of the pages: what others type into a browser, or scan."""

from fastapi import Request
from markupsafe import Markup

from generator.qr import to_svg
from taizhang.network import is_this_machine, own_address


def addresses_of(request: Request) -> tuple[str, ...]:
    """Where others reach the pages, the likeliest first; each ends with a slash.

    That is the address the page was opened with, unless only this machine knows it.
    """
    here = request.base_url
    own = own_address()
    there = [str(here.replace(hostname=own))] if own else []
    found = [*there, str(here)] if is_this_machine(here.hostname or "") else [str(here), *there]
    return tuple(dict.fromkeys(found))


def code_of(address: str) -> Markup:
    """An address as a QR code: SVG that takes the size its page gives it."""
    return Markup(to_svg(address))  # noqa: S704  drawn here; the address itself is not in it
