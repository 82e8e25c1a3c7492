"""Strokes: a signature written by hand on a screen, kept as what the pen did, not as a picture.

It is an attachment in its one canonical form; the line that signs names its digest together with
that of the content it vouches for (docs/adr/0008). Paper draws it by `generator/strokes.py`.
"""

from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)

from records.digest import canonical_json
from records.refusals import StrokesUnusableError

LARGEST = 500_000  # bytes as handed in
MOST_STROKES, MOST_POINTS = 400, 8000
FEWEST_POINTS = 12
NARROWEST = 40  # units; less is a dot or a tick, not a name
_EDGE = 4000  # units; a pen that leaves its field is heard all the same
_LONGEST = 3_600_000  # ms


def _whole(value: Any) -> Any:
    return round(value) if isinstance(value, float) and abs(value) <= _EDGE else value


_Side = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=_EDGE)]
_Place = Annotated[float, Field(ge=-_EDGE, le=_EDGE, allow_inf_nan=False)]
_Moment = Annotated[float, Field(ge=0, le=_LONGEST, allow_inf_nan=False)]
Point = tuple[_Place, _Place, _Moment]
"""x to the right and y down, in units of the field; t in ms since the pen first touched it."""
Stroke = Annotated[tuple[Point, ...], Field(min_length=1)]


def _in_whole_units(strokes: tuple[Stroke, ...]) -> tuple[Stroke, ...]:
    """Pens report parts of a unit, which nobody sees."""
    return tuple(tuple((round(x), round(y), round(t)) for x, y, t in one) for one in strokes)


class HandwrittenSignature(BaseModel):
    """What a pen drew in a field of `w` × `h` units (600 × 220, say), stroke by stroke."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    w: _Side
    h: _Side
    strokes: Annotated[
        tuple[Stroke, ...], Field(max_length=MOST_STROKES), AfterValidator(_in_whole_units)
    ]

    @property
    def points(self) -> tuple[Point, ...]:
        """All points in the order they were drawn."""
        return tuple(point for stroke in self.strokes for point in stroke)

    def canonical(self) -> bytes:
        """The bytes that are kept: the same strokes have the same ones."""
        return canonical_json(self.model_dump())


def read_strokes(raw: bytes) -> HandwrittenSignature:
    """A signature as a pen handed it in, or as it is kept.

    Args:
        raw: JSON ``{"w": 600, "h": 220, "strokes": [[[x, y, t], …], …]}``.

    Raises:
        StrokesUnusableError: not of that form, too large, or too little to be a name.
    """
    if len(raw) > LARGEST:
        raise StrokesUnusableError(f"笔迹有 {len(raw) // 1000} KB，太大", "清除后重签")
    try:
        drawn = HandwrittenSignature.model_validate_json(raw)
    except ValidationError as error:
        raise StrokesUnusableError("读不出笔迹", "刷新页面后重签") from error
    across = [x for x, _, _ in drawn.points]
    if len(across) < FEWEST_POINTS or max(across) - min(across) <= NARROWEST:
        raise StrokesUnusableError("笔画太少，不像签名", "清除后签上全名")
    if len(across) > MOST_POINTS:
        raise StrokesUnusableError("笔画太多", "清除后重签，只签姓名")
    return drawn
