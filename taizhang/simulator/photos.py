"""Pictures that the simulator draws itself, with what a phone writes into its files."""

import io
import random
from dataclasses import dataclass
from datetime import datetime

from PIL import ExifTags, Image, ImageDraw

from taizhang.simulator.scenes import SCENES, SIZE, font

UPRIGHT, UPSIDE_DOWN, LEANS_RIGHT, LEANS_LEFT = 1, 3, 6, 8
_LAID_DOWN = {
    UPSIDE_DOWN: Image.Transpose.ROTATE_180,
    LEANS_RIGHT: Image.Transpose.ROTATE_90,
    LEANS_LEFT: Image.Transpose.ROTATE_270,
}
QUALITY = 72


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture to be drawn: the same one every time, and no two alike.

    Attributes:
        name: file name that the content refers to; a name in .png is drawn with transparency.
        scene: a key of `scenes.SCENES`; `text` is what is written in it.
        at: capture time, in EXIF and in the corner.
        turned: EXIF orientation; the pixels lie so that a viewer who obeys it sees it upright.
    """

    name: str
    scene: str
    text: tuple[str, ...]
    at: datetime
    turned: int = UPRIGHT

    def draw(self) -> bytes:
        """The file: JPEG with EXIF, or PNG with an alpha channel; some 20 KB."""
        picture = self._upright()
        if self.name.endswith(".png"):
            return self._png(picture)
        if self.turned in _LAID_DOWN:
            picture = picture.transpose(_LAID_DOWN[self.turned])
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=QUALITY, exif=self._exif())
        return out.getvalue()

    def _upright(self) -> Image.Image:
        dice = random.Random(self.name)  # noqa: S311  scenery, no secret
        picture = Image.new("RGB", SIZE, "white")
        draw = ImageDraw.Draw(picture, "RGBA")
        SCENES[self.scene](draw, self.text, dice)
        for _ in range(180):  # dust: a lens is never clean, and no two files are equal
            x, y = dice.randrange(SIZE[0]), dice.randrange(SIZE[1])
            draw.point((x, y), fill=(0, 0, 0, 60))
        if self.scene != "page":  # a scanner puts no date in the corner
            draw.rectangle((326, 336, 480, 360), fill=(0, 0, 0, 90))
            stamp = f"{self.at:%Y-%m-%d %H:%M}"
            draw.text((402, 348), stamp, font=font(15), fill="#ffd95a", anchor="mm")
        return picture

    def _png(self, picture: Image.Image) -> bytes:
        """Rounded corners, as a cropping program leaves them; no EXIF, so no capture time."""
        mask = Image.new("L", SIZE, 0)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, SIZE[0] - 1, SIZE[1] - 1), 30, fill=255)
        picture.putalpha(mask)
        out = io.BytesIO()
        picture.save(out, "PNG", optimize=True)
        return out.getvalue()

    def _exif(self) -> Image.Exif:
        exif = Image.Exif()
        exif[ExifTags.Base.Make] = "Yunxi"
        exif[ExifTags.Base.Model] = "YX-7"
        exif[ExifTags.Base.Orientation] = self.turned
        taken = f"{self.at:%Y:%m:%d %H:%M:%S}"
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
        return exif
