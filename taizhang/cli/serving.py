"""Command that serves the pages: serve."""

import click

from generator.qr import to_terminal
from taizhang.cli.frame import Asked, command
from taizhang.web.serving import EVERYWHERE, Address, new_setup_code, serve

HERE_ONLY = "127.0.0.1"


@command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True,
              metavar="端口", help="网页的端口。")  # fmt: skip
@click.option("--lan", is_flag=True, help="让校园网里的手机、电脑也能打开；不写只有本机能开。")
@click.option("--tls", is_flag=True, help="用 https，手机离线也能填；先运行 taizhang tls。")
def serve_(asked: Asked, port: int, lan: bool, tls: bool) -> None:
    """Serve the pages until stopped."""
    address = Address(EVERYWHERE if lan else HERE_ONLY, port, tls)
    code, links = new_setup_code(asked.folder), list(address.links())
    asked.answer(
        {"addresses": links, "home": str(asked.folder), "setup_code": code},
        f"台账网页已开：{'　'.join(links)}",
        *([f"还没有学校：打开网页，用启用码 {code} 建立"] if code else []),
        *([] if lan else ["只有本机能打开；要让手机填写，加 --lan"]),
        "停止：按 Ctrl+C",
    )
    if lan and not asked.as_json:
        asked.say(to_terminal(links[-1]))
    serve(asked.folder, address, code)
