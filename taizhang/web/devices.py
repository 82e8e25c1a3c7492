"""What a browser says it is, in the words its owner would use."""

SYSTEMS = (
    ("Windows", "Windows 电脑"),
    ("HarmonyOS", "鸿蒙设备"),
    ("Android", "安卓手机"),
    ("iPhone", "苹果手机"),
    ("iPad", "苹果平板"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)
PROGRAMS = (("MicroMessenger", "微信"), ("DingTalk", "钉钉"))


def device_of(agent: str) -> str:
    """安卓手机 微信; 未知设备 where nothing is known."""
    system = next((name for word, name in SYSTEMS if word in agent), "未知设备")
    program = next((name for word, name in PROGRAMS if word in agent), "")
    return f"{system} {program}".strip()
