"""What is written on a page: ink apart from paper, its grain, and printed rules nearby."""

from PIL import Image, ImageChops, ImageFilter

from generator.scans.developing import DOTS
from generator.scans.shades import despeckle, paper_of, share_of

WRITTEN = 0.003
"""Share of a box below which nothing has been written there: a tick has more, dust less."""

_DARK = 0.72  # of the paper's brightness: a ball pen is darker, the other side shining through not
_RED = 40  # grey levels by which a seal is redder than green: ink, blue or black, never is
_EDGE = 0.8  # mm at each edge that is not looked at: printing and scanning shift that much
_RULE_REACH = 2.5  # mm within which a printed rule may stand at the edge of its box
_RULE = 0.6  # share of a line that is dark: writing is never so dense
_BLANK = 0.0002  # share of a page: 12 mm², less than a line of writing
_MARGIN = 0.08  # of each side: punched holes, shadows and dirt of a scanner
_COARSE = 1100  # pixels of the longer side that are enough to see whether a page is blank
_FAINT = 0.16  # of the paper's brightness: the other side shines through less


def is_blank(grey: Image.Image) -> bool:
    """Whether a grey picture of a page shows nothing: the back of a sheet."""
    small = grey.reduce(max(max(grey.size) // _COARSE, 1))
    x, y = round(small.width * _MARGIN), round(small.height * _MARGIN)
    inside = small.crop((x, y, small.width - x, small.height - y))
    around = inside.filter(ImageFilter.BoxBlur(_COARSE // 20))
    darker = ImageChops.subtract(around, inside)
    step = round(paper_of(inside) * _FAINT)
    return share_of(despeckle(darker.point([0] * step + [255] * (256 - step)))) < _BLANK


def measure_ink(place: Image.Image) -> float:
    """Share of ink in a picture of a box on a page; 0 where it is less than `WRITTEN`.

    Red counts as paper where the picture has colour: a seal is no signature.

    Args:
        place: the box, `DOTS` pixels a millimetre.
    """
    grey = _without_red(place) if place.mode == "RGB" else place.convert("L")
    edge = round(_EDGE * DOTS)
    if min(grey.size) <= 2 * edge:
        return 0.0
    inside = grey.crop((edge, edge, grey.width - edge, grey.height - edge))
    share = share_of(_without_rules(_dark(inside)))
    return share if share >= WRITTEN else 0.0


def _without_red(place: Image.Image) -> Image.Image:
    red, green, _ = place.split()
    seal = ImageChops.subtract(red, green).point([0] * _RED + [255] * (256 - _RED))
    return ImageChops.lighter(red, seal)


def _dark(grey: Image.Image) -> Image.Image:
    limit = round(paper_of(grey) * _DARK)
    return despeckle(grey.point([255] * limit + [0] * (256 - limit)))


def _without_rules(ink: Image.Image) -> Image.Image:
    """Lines that are dark almost from end to end, near an edge, wiped out."""
    for _ in range(2):
        ink = _without_level_rules(ink).transpose(Image.Transpose.TRANSPOSE)
    return ink


def _without_level_rules(ink: Image.Image) -> Image.Image:
    reach = round(_RULE_REACH * DOTS)
    density = ink.resize((1, ink.height), Image.Resampling.BOX).tobytes()
    for y, dark in enumerate(density):
        if dark > 255 * _RULE and min(y, ink.height - 1 - y) < reach:
            ink.paste(0, (0, y - 1, ink.width, y + 2))  # and its soft edges
    return ink
