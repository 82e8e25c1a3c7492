"""Hazards: 隐患 → 整改 → 复查 → 销号, opened by what an inspection finds, followed until closed."""

from collections.abc import Mapping
from datetime import datetime

from checklists.hazards import FoundHazard
from records.codec import Json, without_empty

REGISTER = "hazard_rectification"


def hazard_data(hazard: FoundHazard, number: str, at: datetime, finder: Mapping[str, str]) -> Json:
    """Columns of hazard_rectification that are known when the system opens it."""
    photos = [photo.model_dump(mode="json", exclude_none=True) for photo in hazard.photos]
    place = hazard.place.model_dump() if hazard.place else None
    return without_empty(
        {
            "source": hazard.source,
            "source_ref": number,
            "found_at": at.isoformat(),
            "finder": dict(finder),
            "place": place,
            "category": hazard.category,
            "desc": hazard.description,
            "photo_before": photos,
        }
    )
