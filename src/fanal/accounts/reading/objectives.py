"""What may point to an objective of the digital project of a school?

A room offers what serves an objective (`TRACED_KIND`): a contract, a practice sheet, a session
of training. The link is kept by the project alone: a thing that is gone leaves it, and is counted no more.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet

from fanal.accounts.models.member import Member
from fanal.accounts.rules.areas import Area
from fanal.core.registry import Kind, registered
from fanal.core.text.words import is_id

# what may point to an objective
TRACED_KIND: "Kind[TracedKind]" = Kind(
    "traced kind",
    (
        "equipment.equipmenttype",
        "supplies.licence",
        "supplies.contract",
        "online_services.onlineservice",
        "helpdesk.category",
        "helpdesk.practicesheet",
        "training.session",
        "bookings.booking",
    ),
)

__all__ = [
    "Area",
    "TracedKind",
    "TracedThing",
    "traced_kinds",
    "traced_rows",
]


@dataclass(frozen=True)
class TracedThing:
    """Something that points to an objective, as its reader sees it."""

    key: str
    label: str
    url: str


@dataclass(frozen=True)
class TracedKind:
    """One sort of thing that may point to an objective.

    `code` is kept in the database: the journal name of its model. `label` says the sort in the singular.
    `things(member, keys)` are those of these keys that this member sees; `present(school id, keys)` the keys
    of those that the school still has. `key_of(thing)` is the key of a thing of this sort, None for another:
    the panel « Projet numérique » asks it. `choices(member)` lists a short sort, which is chosen from the
    page of the objective.
    """

    code: str
    label: str
    area: Area
    things: Callable[[Member, Collection[str]], list[TracedThing]]
    present: Callable[[int, Collection[str]], set[str]]
    key_of: Callable[[object], str | None] = lambda thing: None
    choices: Callable[[Member], list[TracedThing]] | None = None


def traced_kinds() -> list[TracedKind]:
    """Each sort, in the order in which rooms offer them."""
    return registered(TRACED_KIND)


def traced_rows(
    model: type[models.Model],
    label: str,
    area: Area,
    *,
    url: Callable[[Any, str], str],
    rows: Callable[[Member], QuerySet],
    standing: Callable[[QuerySet], QuerySet] = lambda rows: rows,
    name: Callable[[Any], str] = str,
    choices: bool = False,
) -> TracedKind:
    """The rows of a model as a kind. `rows(member)`: those that this member sees; `url(row, uai)`: its page.

    `standing` leaves out those that count no more: cancelled, withdrawn. `choices`: there are few of them.
    """

    def thing(row: Any, member: Member) -> TracedThing:
        return TracedThing(str(row.pk), name(row), url(row, member.school.uai))

    def things(member: Member, keys: Collection[str]) -> list[TracedThing]:
        return [thing(row, member) for row in standing(rows(member)).filter(pk__in=_ids(keys))]

    def present(school_id: int, keys: Collection[str]) -> set[str]:
        every: Any = model._default_manager.all()
        seen = standing(every.for_school(school_id)).filter(pk__in=_ids(keys))
        return {str(pk) for pk in seen.values_list("pk", flat=True)}

    def listed(member: Member) -> list[TracedThing]:
        return [thing(row, member) for row in standing(rows(member))[:MOST_CHOICES]]

    return TracedKind(
        code=str(vars(model)["JOURNAL_NAME"]),
        label=label,
        area=area,
        things=things,
        present=present,
        key_of=lambda row: str(row.pk) if isinstance(row, model) else None,
        choices=listed if choices else None,
    )


MOST_CHOICES = 100


def _ids(keys: Collection[str]) -> list[int]:
    return [int(key) for key in keys if is_id(key)]
