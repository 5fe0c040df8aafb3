"""What was let go of what is frozen, as `fanal journal verify` tells it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Sum
from django.db.models.functions import Coalesce

from fanal.core.frozen.models import FrozenOpening


@dataclass(frozen=True)
class OpeningCount:
    """The doors opened in one table for one reason: how many, the last one, and what went or was emptied."""

    table: str
    reason: str
    count: int
    gone: int
    last_at: datetime


def opening_counts(school_id: int) -> list[OpeningCount]:
    """Needs the school's scope."""
    rows = FrozenOpening.objects.for_school(school_id).order_by("table", "reason").values("table", "reason")
    counted = rows.annotate(count=Count("pk"), items=Coalesce(Sum("gone__len"), 0), last_at=Max("opened_at"))
    return [
        OpeningCount(row["table"], row["reason"], row["count"], row["items"], row["last_at"])
        for row in counted
    ]
