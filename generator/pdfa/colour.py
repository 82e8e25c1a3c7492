"""Colours, images and transparency: all of it must mean something without the machine at hand."""

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from generator.pdfa.anatomy import Anatomy, Finding, Rule

_BLENDS = {
    "/" + name
    for name in (
        *("Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten"),
        *("ColorDodge", "ColorBurn", "HardLight", "SoftLight", "Difference", "Exclusion"),
        *("Hue", "Saturation", "Color", "Luminosity"),
    )
}
_DEPTHS = {1, 2, 4, 8, 16}


def _intents(file: Anatomy) -> list[Object]:
    return [
        intent
        for intent in file.root.get("/OutputIntents", Array())
        if intent.get("/S") == Name.GTS_PDFA1
    ]


def _output_intent(file: Anatomy) -> Iterator[Finding]:
    intents = _intents(file)
    if len(intents) != 1:
        yield "目录", f"应有一个 PDF/A 输出意图，实有 {len(intents)} 个"
        return
    profile = intents[0].get("/DestOutputProfile")
    if not isinstance(profile, pikepdf.Stream):
        yield "输出意图", "没有嵌入颜色特性文件"
        return
    data = profile.read_bytes()
    if data[36:40] != b"acsp" or int.from_bytes(data[:4]) != len(data):
        yield "输出意图", "嵌入的不是颜色特性文件"
    elif data[12:16] not in {b"mntr", b"prtr"} or data[16:20] != b"RGB ":
        yield "输出意图", "颜色特性文件不是 RGB 的"
    elif int(profile.get("/N", 0)) != 3:
        yield "输出意图", "颜色分量数 N 不是 3"


def _device_colours(file: Anatomy) -> Iterator[Finding]:
    for where, resources, drawing in file.drawings:
        spaces = [space for _, space in resources.get("/ColorSpace", Dictionary()).items()]
        if drawing.cmyk or Name.DeviceCMYK in spaces:
            yield where, "用了 CMYK 颜色，而输出意图是 RGB"
    for where, image in file.images:
        if image.get("/ColorSpace") == Name.DeviceCMYK:
            yield where, "是 CMYK 图片，而输出意图是 RGB"


def _images(file: Anatomy) -> Iterator[Finding]:
    for where, image in file.images:
        if image.get("/Interpolate", False):
            yield where, "要求插值显示"
        if "/Alternates" in image or "/OPI" in image:
            yield where, "带有替代图片"
        if int(image.get("/BitsPerComponent", 1)) not in _DEPTHS:
            yield where, "每个分量的位数不许用"


def _forms(file: Anatomy) -> Iterator[Finding]:
    for where, form in file.forms:
        if any(key in form for key in ("/PS", "/Ref", "/OPI")):
            yield where, "引用了外部内容或 PostScript"


def _transparency(file: Anatomy) -> Iterator[Finding]:
    groups = [(f"第 {number} 页", page) for number, page in enumerate(file.pages, 1)]
    for where, holder in (*groups, *file.forms):
        space = holder.get("/Group", Dictionary()).get("/CS", Name.DeviceRGB)
        if space == Name.DeviceCMYK:
            yield where, "透明组用 CMYK，而输出意图是 RGB"
    for where, resources, _ in file.drawings:
        for _, state in resources.get("/ExtGState", Dictionary()).items():
            if str(state.get("/BM", "/Normal")) not in _BLENDS:
                yield where, f"不许用的混合方式 {state.BM}"
            if "/TR" in state or state.get("/TR2", Name.Default) != Name.Default:
                yield where, "带有传递函数"


RULES = (
    Rule("输出意图", "6.2.3", _output_intent),
    Rule("设备颜色", "6.2.4.3", _device_colours),
    Rule("图片", "6.2.8", _images),
    Rule("图形对象", "6.2.9", _forms),
    Rule("透明", "6.2.10", _transparency),
)
