"""Command that makes the certificate of the pages: tls."""

from collections.abc import Iterator

import click

from taizhang import clock
from taizhang.authority import is_local
from taizhang.cli.frame import Asked, command
from taizhang.installing import installing_guide
from taizhang.network import own_address
from taizhang.settings import host_name
from taizhang.tls import WITHIN, WebCertificate, certify, web_certificate


@command("tls")
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="名字",
    help="打开网页用的主机名或地址（可多次）。不写就照旧；第一次按本机的名字和地址。",
)
@click.option("--new-ca", is_flag=True, help="重做校内 CA：装过的手机、电脑都要重新安装。")
def tls(asked: Asked, names: tuple[str, ...], new_ca: bool) -> None:
    """Make the certificate of the pages, or renew it."""
    home = asked.home()
    now = clock.now(home.zone)
    kept = web_certificate(home, now)
    wanted = names or (kept.names if kept else tuple(_own_names()))
    made = certify(home, wanted, now, new_authority=new_ca)
    where = home.folder.joinpath(*WITHIN, "ca.pem")
    guide = installing_guide(home)
    asked.answer(
        {
            "names": made.names,
            "until": made.until.isoformat(),
            "days_left": made.days_left,
            "authority": str(where),
            "fingerprint": guide.fingerprint,
            "new_authority": made.new_authority,
        },
        f"网页证书已办好，到 {made.until:%Y-%m-%d} 为止（{made.days_left} 天）",
        f"  用于 {'、'.join(made.names)}",
        f"  校内 CA {where}",
        f"  指纹 {guide.fingerprint}",
        *_next(made),
    )


def _own_names() -> Iterator[str]:
    """What others may know this machine by, as far as an authority of ours may vouch for it."""
    host = host_name().lower()
    if "." not in host:
        yield from filter(is_local, (f"{host}.local", f"{host}.lan"))
    yield from filter(is_local, filter(None, (host, own_address())))


def _next(made: WebCertificate) -> Iterator[str]:
    if made.new_authority:
        yield "  CA 是新的：每部手机、每台电脑都要安装一次（装过旧的也要），见说明“断网也能填”"
    yield "  正在运行的 taizhang serve 重新启动后才用上"
    yield "  密钥变了：再用 taizhang backup 备份一次密钥"
