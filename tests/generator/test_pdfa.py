import io
import random
import re
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from pikepdf.pdfa import validate_written

from generator.codemap import read_code_map, write_code_map
from generator.embedding import cid_fonts
from generator.pdfa import RULES, TAGGED_RULES, check

Breaker = Callable[[pikepdf.Pdf], object]


def _broken(pdf: bytes, breaker: Breaker) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        breaker(opened)
        out = io.BytesIO()
        opened.save(out, min_version="1.7", deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def _rules_broken(pdf: bytes) -> set[str]:
    return {problem.rule for problem in check(pdf)}


def _image(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    return next(
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == Name.Image
    )


def _font(pdf: pikepdf.Pdf, kind: Name = Name.CIDFontType0) -> Dictionary:
    return next(font for font in cid_fonts(pdf) if font.Subtype == kind)


def _plain_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    fonts = dict(pdf.pages[0].Resources.Font.items()).values()
    return next(font for font in fonts if font.Subtype == Name.TrueType)


def _whole_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(iter(pdf.pages[0].Resources.Font.items()))[1]


def _xmp(pdf: pikepdf.Pdf, old: str, new: str) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    assert old.encode() in packet
    pdf.Root.Metadata.write(packet.replace(old.encode(), new.encode()))


def _element(pdf: pikepdf.Pdf, kind: str) -> pikepdf.Object:
    return next(
        thing
        for thing in pdf.objects
        if isinstance(thing, Dictionary) and thing.get("/S") == Name("/" + kind)
    )


def _set(owner: Callable[[pikepdf.Pdf], pikepdf.Object], key: str, value: object) -> Breaker:
    return lambda pdf: owner(pdf).__setitem__(key, value)


def _drop(owner: Callable[[pikepdf.Pdf], pikepdf.Object], key: str) -> Breaker:
    return lambda pdf: owner(pdf).__delitem__(key)


def _draw(pdf: pikepdf.Pdf, content: bytes) -> None:
    pdf.pages[0].contents_add(pdf.make_stream(content))


def _show_unknown_code(pdf: pikepdf.Pdf) -> None:
    name = next(iter(pdf.pages[0].Resources.Font.keys()))
    _draw(pdf, f"BT {name} 9 Tf <0000 fff0> Tj ET".encode())


def _mute(pdf: pikepdf.Pdf) -> None:
    stream = _whole_font(pdf).ToUnicode
    stream.write(write_code_map(dict(list(read_code_map(stream.read_bytes()).items())[1:])))


def _plain_text(pdf: pikepdf.Pdf, shown: bytes) -> bytes:
    fonts = pdf.pages[0].Resources.Font
    name = next(key for key, font in fonts.items() if font.Subtype == Name.TrueType)
    return f"BT {name} 9 Tf ".encode() + shown + b" ET"


def _spec(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.attachments["records.json"].obj


def _note(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.pages[0].Annots[0]


def _field(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.AcroForm.Fields[0]


def _page(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.pages[0].obj


def _root(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root


VOLUME_BREAKERS: list[tuple[str, Breaker]] = [
    ("文件头", _set(_root, "/Version", Name("/2.0"))),
    ("动作", _set(_note, "/A", Dictionary(S=Name.Launch, F=String("x.exe")))),
    ("动作", _set(_root, "/OpenAction", Dictionary(S=Name.JavaScript, JS=String("1")))),
    ("动作", _set(_page, "/AA", Dictionary())),
    ("动作", lambda pdf: pdf.Root.Names.__setitem__("/JavaScript", Dictionary(Names=Array()))),
    ("附件", _drop(_root, "/AF")),
    ("附件", _drop(_spec, "/AFRelationship")),
    ("附件", lambda pdf: _spec(pdf).EF.F.__delitem__("/Subtype")),
    ("附件", lambda pdf: _spec(pdf).EF.F.Params.__delitem__("/ModDate")),
    ("附件", _drop(_spec, "/UF")),
    ("页面大小", _set(_page, "/MediaBox", Array([0, 0, 20000, 842]))),
    ("输出意图", _drop(_root, "/OutputIntents")),
    ("输出意图", lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.write(b"x" * 200)),
    ("输出意图", lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.__setitem__("/N", 4)),
    ("设备颜色", lambda pdf: _draw(pdf, b"0 0 0 1 k 0 0 9 9 re f")),
    ("设备颜色", _set(_image, "/ColorSpace", Name.DeviceCMYK)),
    ("图片", _set(_image, "/Interpolate", True)),
    ("图片", _set(_image, "/Alternates", Array())),
    ("透明", lambda pdf: pdf.pages[0].Group.__setitem__("/CS", Name.DeviceCMYK)),
    ("透明", lambda pdf: pdf.pages[0].Resources.ExtGState["/a0"].__setitem__("/BM", Name.Odd)),
    ("字体种类", _set(_whole_font, "/Encoding", Name("/UniGB-UTF16-H"))),
    ("字体种类", _set(_plain_font, "/Encoding", Name.MacRomanEncoding)),
    ("字体种类", _set(_plain_font, "/Subtype", Name.Type3)),
    ("字体嵌入", lambda pdf: _plain_font(pdf).FontDescriptor.__delitem__("/FontFile2")),
    ("字形齐全", lambda pdf: _draw(pdf, _plain_text(pdf, rb"(k\132\)) Tj"))),
    ("字宽", lambda pdf: _plain_font(pdf).Widths.__setitem__(ord("k") - 32, 5)),
    ("文字可取", lambda pdf: _draw(pdf, _plain_text(pdf, b"[<6b> 1 <5A>] TJ"))),
    ("字体嵌入", lambda pdf: _font(pdf).FontDescriptor.__delitem__("/FontFile3")),
    ("字形对应", lambda pdf: _font(pdf, Name.CIDFontType2).__delitem__("/CIDToGIDMap")),
    ("字形对应", lambda pdf: _font(pdf).FontDescriptor.__setitem__("/CIDSet", Dictionary())),
    ("字形齐全", _show_unknown_code),
    ("字宽", _set(_font, "/W", Array([0, Array([300] * 60)]))),
    ("字宽", lambda pdf: _font(pdf, Name.CIDFontType2).__setitem__("/W", Array([0, 9, 100]))),
    ("文字可取", _mute),
    ("文字可取", _drop(_whole_font, "/ToUnicode")),
    ("批注种类", _set(_note, "/Subtype", Name.Movie)),
    ("批注可打印", _drop(_note, "/F")),
    ("批注可打印", _set(_note, "/F", 4 | 2)),
    ("批注外观", _set(_note, "/AP", Dictionary(N=Dictionary(Off=Dictionary())))),
    ("表单", _set(_root, "/AcroForm", Dictionary(Fields=Array(), NeedAppearances=True))),
    ("表单", _set(_root, "/AcroForm", Dictionary(Fields=Array(), XFA=Array()))),
    ("元数据", _drop(_root, "/Metadata")),
    ("元数据", lambda pdf: _xmp(pdf, "</rdf:RDF>", "")),
    ("元数据", lambda pdf: _xmp(pdf, 'W5M0MpCehiHzreSzNTczkc9d"', 'W5M0" bytes="9"')),
    ("版本声明", lambda pdf: _xmp(pdf, "<pdfaid:part>3", "<pdfaid:part>2")),
    ("扩展模式", lambda pdf: _xmp(pdf, "<pdfaProperty:name>term", "<pdfaProperty:name>tern")),
    ("元数据一致", lambda pdf: pdf.docinfo.__setitem__("/Title", "另一个题名")),
    ("元数据一致", lambda pdf: pdf.docinfo.__setitem__("/ModDate", "D:20200101000000Z")),
]

PAPER_BREAKERS: list[tuple[str, Breaker]] = [
    ("图形对象", lambda pdf: _field(pdf).AP.N.__setitem__("/PS", String(""))),
    ("批注外观", _drop(_field, "/AP")),
    ("表单", _set(_field, "/AA", Dictionary())),
    ("版本声明", lambda pdf: _xmp(pdf, "<pdfuaid:part>1", "<pdfuaid:part>2")),
    ("标签声明", _drop(_root, "/MarkInfo")),
    ("标签声明", _drop(_root, "/Lang")),
    ("标签声明", _drop(_root, "/ViewerPreferences")),
    ("标签声明", _drop(_root, "/StructTreeRoot")),
    ("结构归属", lambda pdf: pdf.Root.StructTreeRoot.__delitem__("/ParentTree")),
    ("结构归属", _drop(_page, "/StructParents")),
    ("结构归属", _set(_note, "/StructParent", 999)),
    ("全部有标签", lambda pdf: _draw(pdf, b"BT <> Tj ET")),
    ("结构类型", lambda pdf: _element(pdf, "TH").__setitem__("/S", Name.LI)),
    ("结构类型", lambda pdf: _element(pdf, "P").__setitem__("/S", Name.Paragraph)),
    ("标题次序", lambda pdf: _element(pdf, "H1").__setitem__("/S", Name.H2)),
    ("替代文字", lambda pdf: _element(pdf, "Figure").__delitem__("/Alt")),
    ("替代文字", lambda pdf: _element(pdf, "TH").A.__delitem__("/Scope")),
    ("批注标签", lambda pdf: _element(pdf, "Form").__setitem__("/S", Name.Span)),
    ("批注标签", _drop(_field, "/TU")),
    ("批注标签", _drop(_note, "/Contents")),
    ("批注标签", _drop(_page, "/Tabs")),
]

BYTE_BREAKERS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("文件头", lambda pdf: re.sub(rb"\n%....\n", b"\n%abcd\n", pdf, count=1)),
    ("文件尾", lambda pdf: pdf + b"\n\n\n\nmore"),
    ("文件标识", lambda pdf: re.sub(rb"/ID \[", b"/XD [", pdf)),
]


def test_what_the_pipeline_makes_keeps_every_rule(
    paper: bytes, unsigned_volume: bytes, volume: bytes
) -> None:
    assert check(paper) == []
    assert check(unsigned_volume) == []
    assert check(volume) == []


def test_an_independent_validator_finds_nothing_in_it_either(
    paper: bytes, unsigned_volume: bytes, volume: bytes
) -> None:
    not_judged = {
        "ISO_19005_3:6.6.2.3.1-1",  # it knows no extension schemas, so our own count as unknown
        "ISO_19005_3:6.6.4-3",  # it judges papers as 3b, and they claim 3a
    }
    for pdf in (paper, unsigned_volume, volume):
        report = validate_written(io.BytesIO(pdf), "3b")
        assert {finding.rule for finding in report.violations} <= not_judged


@pytest.mark.parametrize(
    ("rule", "breaker"),
    VOLUME_BREAKERS,
    ids=[f"{i}-{r}" for i, (r, _) in enumerate(VOLUME_BREAKERS)],
)
def test_a_volume_that_breaks_a_rule_is_caught_by_it(
    unsigned_volume: bytes, rule: str, breaker: Breaker
) -> None:
    assert rule in _rules_broken(_broken(unsigned_volume, breaker))


@pytest.mark.parametrize(
    ("rule", "breaker"), PAPER_BREAKERS, ids=[f"{i}-{r}" for i, (r, _) in enumerate(PAPER_BREAKERS)]
)
def test_a_paper_that_breaks_a_rule_is_caught_by_it(
    paper: bytes, rule: str, breaker: Breaker
) -> None:
    assert rule in _rules_broken(_broken(paper, breaker))


@pytest.mark.parametrize(("rule", "breaker"), BYTE_BREAKERS)
def test_a_file_whose_frame_breaks_a_rule_is_caught_by_it(
    unsigned_volume: bytes, rule: str, breaker: Callable[[bytes], bytes]
) -> None:
    plain = _broken(unsigned_volume, lambda pdf: None)
    assert rule in _rules_broken(breaker(plain))


def test_an_encrypted_file_is_caught(unsigned_volume: bytes) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(unsigned_volume)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="x", user=""))
    assert "不加密" in _rules_broken(out.getvalue())


def test_a_forbidden_filter_is_caught(unsigned_volume: bytes) -> None:
    def compress(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(b"")
        stream.write(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", filter=Name.LZWDecode)
        pdf.Root.Extra = stream

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(unsigned_volume)) as pdf:
        compress(pdf)
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    assert "压缩方式" in _rules_broken(out.getvalue())


def test_every_rule_has_a_bad_specimen() -> None:
    covered = {rule for rule, _ in (*VOLUME_BREAKERS, *PAPER_BREAKERS, *BYTE_BREAKERS)}
    covered |= {"不加密", "压缩方式"}
    assert {rule.name for rule in (*RULES, *TAGGED_RULES)} == covered


def test_a_raw_render_is_not_yet_pdfa(raw_paper: bytes, raw_pages: bytes) -> None:
    assert {"图片", "版本声明"} <= _rules_broken(raw_paper)
    assert {"输出意图", "元数据", "批注可打印"} <= _rules_broken(raw_pages)


def test_what_is_not_a_pdf_is_one_problem() -> None:
    assert [problem.rule for problem in check(b"PK")] == ["可读"]


@pytest.mark.parametrize("seed", range(3))
def test_a_malformed_file_is_judged_without_a_crash(paper: bytes, seed: int) -> None:
    chance = random.Random(seed)

    def damage(pdf: pikepdf.Pdf) -> None:
        things = [thing for thing in pdf.objects if isinstance(thing, Dictionary)]
        for thing in chance.sample(things, 12):
            key = chance.choice(sorted(thing.keys()))
            if key not in {"/Type", "/Pages", "/Kids", "/Count", "/Parent", "/AcroForm", "/Fields"}:
                thing[key] = chance.choice([Name.Odd, String("x"), 7, Array([1])])

    for _ in range(5):
        assert check(_broken(paper, damage))


def test_a_problem_reads_as_place_what_and_clause(raw_pages: bytes) -> None:
    (line,) = (str(problem) for problem in check(raw_pages) if problem.rule == "文件标识")
    assert line == "文件尾：没有文件标识 ID（文件标识，6.1.3）"
