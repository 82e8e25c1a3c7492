"""The finish pass: a renderer's PDF becomes PDF/A-3 with our metadata, same bytes each time.

Papers (one document, tagged by WeasyPrint) leave as PDF/A-3a + PDF/UA-1; volumes, joined from
many runs, as PDF/A-3b without tags.
"""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageCms

from generator.embedding import compact_fonts, name_glyph_map
from generator.errors import PdfError
from generator.metadata import About, write_metadata
from generator.sigfields import place_signature_fields

_PRINTED = 4
_ICC_DATE = slice(24, 36)  # ICC.1:2004-10, 7.2.1: when the profile was made


def finish_paper(raw: bytes, about: About) -> bytes:
    """Finish one tagged paper as PDF/A-3a + PDF/UA-1.

    Raises:
        PdfError: `raw` is not a PDF, or has no tags.
    """
    try:
        pdf = pikepdf.open(io.BytesIO(raw))
    except pikepdf.PdfError as error:
        raise PdfError(about.title, "排版结果不是可读的 PDF", "请重新打印") from error
    with pdf:
        if "/StructTreeRoot" not in pdf.Root:
            raise PdfError(about.title, "排版结果没有结构标签", "请用 WeasyPrint 排单件")
        place_signature_fields(pdf)
        _scope_headings(pdf)
        write_metadata(pdf, about, "A", tagged=True)
        compact(pdf)
        return _finish(pdf)


def finish_volume(pdf: pikepdf.Pdf, about: About) -> bytes:
    """Finish a joined volume as PDF/A-3b; `pdf` is changed in place."""
    compact(pdf)
    return finish_compacted(pdf, about)


def finish_compacted(pdf: pikepdf.Pdf, about: About) -> bytes:
    """Finish pages out of a PDF whose fonts are compact already; as `finish_volume` otherwise."""
    drop_tags(pdf)
    write_metadata(pdf, about, "B", tagged=False)
    return _finish(pdf)


def compact(pdf: pikepdf.Pdf) -> None:
    """Make the fonts of a PDF small and name their maps; `pdf` is changed in place."""
    compact_fonts(pdf)
    name_glyph_map(pdf)


def drop_tags(pdf: pikepdf.Pdf) -> None:
    """Take the structure tree away: on joining, the trees of the parts no longer hold."""
    for key in ("/StructTreeRoot", "/MarkInfo"):
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        for holder in (page.obj, *page.obj.get("/Annots", Array())):
            for key in ("/StructParents", "/StructParent"):
                if key in holder:
                    del holder[key]


def _finish(pdf: pikepdf.Pdf) -> bytes:
    pdf.Root.Lang = String("zh-CN")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if "/OutputIntents" not in pdf.Root:
        pdf.Root.OutputIntents = Array([_srgb_intent(pdf)])
    _sharpen_images(pdf)
    _print_links(pdf)
    return written(pdf)


def written(pdf: pikepdf.Pdf) -> bytes:
    """A finished PDF as a file: the same objects give the same bytes."""
    out = io.BytesIO()
    pdf.save(
        out,
        min_version="1.7",
        fix_metadata_version=False,  # it would write the packet anew
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
    )
    return out.getvalue()


def _sharpen_images(pdf: pikepdf.Pdf) -> None:
    """No interpolation (ISO 19005-3, 6.2.8): a photo is shown as it was taken."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Interpolate", False):
            thing.Interpolate = False


def _print_links(pdf: pikepdf.Pdf) -> None:
    """Every annotation prints and is not hidden (ISO 19005-3, 6.3.2)."""
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", Array()):
            if "/F" not in annotation:
                annotation.F = _PRINTED


def _scope_headings(pdf: pikepdf.Pdf) -> None:
    """Say of each table heading whether it heads a column or a row."""
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/S") == Name.TH:
            group = thing.P.P.get("/S")
            attributes = thing.get("/A", Dictionary(O=Name.Table))
            attributes.Scope = Name.Column if group == Name.THead else Name.Row
            thing.A = attributes


def _srgb_intent(pdf: pikepdf.Pdf) -> Dictionary:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_ICC_DATE] = bytes.fromhex("07d000010001000000000000")  # else the time of this run
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB"),
        DestOutputProfile=pdf.make_stream(bytes(profile), N=3),
    )
