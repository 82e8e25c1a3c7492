"""Brightness of a picture of paper: what is paper, what is ink, whatever light lay on it."""

from PIL import Image, ImageChops, ImageFilter

_PAPER_SHARE = 0.75  # a place is never written on so densely that less than a quarter is paper
_FAINTEST = 16  # grey levels; less is grain of the paper, or the other side shining through


def percentile(grey: Image.Image, share: float) -> int:
    """The brightness that `share` of the pixels do not exceed."""
    left = share * grey.width * grey.height
    for brightness, count in enumerate(grey.histogram()):
        left -= count
        if left <= 0:
            return brightness
    return 255


def paper_of(grey: Image.Image) -> int:
    """Brightness of the paper."""
    return percentile(grey, _PAPER_SHARE)


def despeckle(grey: Image.Image) -> Image.Image:
    """Without single dark or light pixels."""
    return grey.filter(ImageFilter.MedianFilter(3))


def find_ink(grey: Image.Image, reach: int, share: float = 0.2) -> Image.Image:
    """White where something is printed or written, black where the paper is bare.

    Args:
        grey: of any brightness, shadows included.
        reach: pixels around a point that its brightness is held against.
        share: of the contrast of the picture by which ink is darker than what is around it.
    """
    contrast = paper_of(grey) - percentile(grey, 0.002)
    step = min(max(round(contrast * share), _FAINTEST), 255)
    darker = ImageChops.subtract(grey.filter(ImageFilter.BoxBlur(reach)), grey)
    return darker.point([0] * step + [255] * (256 - step))


def share_of(ink: Image.Image) -> float:
    """Share of the pixels that are ink."""
    return ink.histogram()[255] / (ink.width * ink.height)
