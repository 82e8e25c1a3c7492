"""How the school's authority is installed: the file, what to compare it by, the steps."""

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from generator.identity import certificate_pem, fingerprint
from taizhang.errors import WebCertificateError
from taizhang.home import Home
from taizhang.tls import read_authority

FILE_NAME = "taizhang-ca.crt"
MEDIA_TYPE = "application/x-x509-ca-cert"
"""By which a phone knows what to do with the file."""
STEPS: dict[str, tuple[str, ...]] = {
    "Windows": (
        f"下载 {FILE_NAME}，双击打开，点“安装证书”。",
        "存储位置选“本地计算机”（要管理员），下一步。",
        "选“将所有的证书都放入下列存储”，点“浏览”，选“受信任的根证书颁发机构”，完成。",
        f"关掉浏览器再打开。管理员也可以在命令行里办：certutil -addstore -f Root {FILE_NAME}",
    ),
    "安卓手机": (
        f"用手机浏览器（不是微信）下载 {FILE_NAME}。",
        "打开“设置”，搜索“CA 证书”（或“安装证书”“从存储设备安装”）。",
        "选“CA 证书”，看过提醒后点“仍然安装”，选刚下载的文件；没有锁屏密码的手机会要求先设一个。",
        "通知栏此后可能显示“网络可能受到监控”：指的就是装了这张证书。",
    ),
    "iPhone、iPad": (
        f"用 Safari（不是微信）下载 {FILE_NAME}，点“允许”。",
        "打开“设置”，点上方的“已下载描述文件”，点“安装”，输入锁屏密码。",
        "回到“设置”→“通用”→“关于本机”→“证书信任设置”，打开这张证书的开关。这一步不做，等于没装。",
    ),
    "统信、麒麟等 Linux": (
        "Chrome、Edge、360 等：浏览器设置里搜索“证书”，在“授权机构”里导入，"
        "勾选“信任该证书标识网站”。",
        "火狐（各系统都一样）：设置→“隐私与安全”→“查看证书”→“证书颁发机构”→导入。",
    ),
}
"""System → what to do, one step after the other."""


@dataclass(frozen=True, slots=True)
class Installing:
    """What a page that hands the authority out has to say.

    Attributes:
        name: of the authority, as systems list it.
        fingerprint: to compare with what the device shows, or with what hangs in the office.
        until: its last moment.
        der, pem: the file, in the form that all systems take and in the one that programs take.
        steps: system → steps.
    """

    name: str
    fingerprint: str
    until: datetime
    der: bytes
    pem: bytes
    steps: dict[str, tuple[str, ...]]


def installing_guide(home: Home) -> Installing:
    """What there is to say of a home's authority.

    Raises:
        WebCertificateError: there is none.
    """
    authority = read_authority(home)
    if authority is None:
        raise WebCertificateError("还没有校内 CA。先运行 taizhang tls。")
    return Installing(
        name=str(authority.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value),
        fingerprint=fingerprint(authority),
        until=authority.not_valid_after_utc.astimezone(home.zone),
        der=authority.public_bytes(Encoding.DER),
        pem=certificate_pem(authority),
        steps=STEPS,
    )
