"""What becomes of one sort of things when a school year ends, as an app offers it (`YEAR_ROLLOVER`)."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from fanal.core.registry import Kind

# (school, ending, opening)
YEAR_ROLLOVER: "Kind[Callable[[Any, Any, Any], list[RolloverItem]]]" = Kind(
    "year rollover",
    (
        "accounts",
        "helpdesk",
        "practice_sheets",
        "equipment",
        "people_files",
        "account_lists",
        "online_services",
        "agenda",
    ),
)


class Fate(StrEnum):
    """What the opening of the next year does to it."""

    CLOSED = "closed"
    RENEWED = "renewed"
    KEPT = "kept"
    ARCHIVED = "archived"


@dataclass(frozen=True)
class RolloverItem:
    """`rows` are counted and told as « 12 classes » (`one`, `many`); nothing is told of none.

    `needs`: rows without which nobody can tell yet, and `otherwise` is said instead of a count. Where no list
    shows just these rows, `code` names the line and `each` tells a row: its title, a detail, its address.
    """

    fate: Fate
    one: str
    many: str
    rows: QuerySet
    url: str
    detail: str = ""
    needs: QuerySet | None = None
    otherwise: str = ""
    code: str = ""
    each: Callable[[Any], tuple[str, str, str]] | None = None
