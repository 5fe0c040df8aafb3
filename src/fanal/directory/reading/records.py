"""A record of the directory as one thing, be it a pupil's or a colleague's: fields, years, numbers told.

Both sorts are joined and separated by the same sentences (`actions/joining.py`). A state is plain JSON: what
is kept to put a record back exactly.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import PROTECT

from fanal.accounts.models import Person
from fanal.core.frozen import Frozen
from fanal.directory.models import (
    Enrolment,
    NotDuplicate,
    Pupil,
    RecordMerge,
    SourceRecord,
    StaffYear,
)


@dataclass(frozen=True)
class RecordSort:
    """`link` names the sort's foreign key everywhere; of a year, `words` are single and `lists` are sets."""

    kind: SourceRecord.Kind
    model: Any
    yearly: Any
    link: str
    fields: tuple[str, ...]
    words: tuple[str, ...]
    lists: tuple[str, ...]


PUPILS = RecordSort(
    SourceRecord.Kind.PUPIL,
    Pupil,
    Enrolment,
    "pupil",
    ("family_name", "given_name", "born", "left_on"),
    ("class_code", "level"),
    ("groups",),
)
STAFF = RecordSort(
    SourceRecord.Kind.STAFF,
    Person,
    StaffYear,
    "person",
    ("civility", "family_name", "given_name", "email", "phone", "job", "left_on"),
    (),
    ("functions", "classes", "groups", "heads", "subjects"),
)


def sort_of(joined: RecordMerge) -> RecordSort:
    return PUPILS if joined.pupil_id else STAFF


def plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def states_of(sort: RecordSort, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Everything that an import may write of these records of one school (two queries)."""
    school, link, mine = rows[0].school_id, f"{sort.link}_id", {f"{sort.link}__in": [row.pk for row in rows]}
    columns = ("id", link, "school_year", *sort.words, *sort.lists)
    years: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows_by_year = sort.yearly.objects.for_school(school).filter(**mine).order_by("school_year")
    for year in rows_by_year.values(*columns):
        years[year.pop(link)].append(year)
    prints: dict[int, dict[str, Any]] = defaultdict(dict)
    numbers = SourceRecord.objects.for_school(school).filter(**mine).order_by("pk")
    for owner, pk, print_, gone in numbers.values_list(link, "pk", "print", "gone_on"):
        prints[owner][str(pk)] = [print_, plain(gone)]
    return [
        {
            "fields": {name: plain(getattr(row, name)) for name in sort.fields},
            "years": years[row.pk],
            "known": prints[row.pk],
        }
        for row in rows
    ]


def state_of(sort: RecordSort, row: Any) -> dict[str, Any]:
    return states_of(sort, [row])[0]


def links_to(sort: RecordSort) -> list[Any]:
    """The foreign keys, of any app, that follow a record into another: not its years, nor « two people »."""
    relations: Any = sort.model._meta.get_fields(include_hidden=True)  # most have no name on this side
    fields = [
        relation.field
        for relation in relations
        if relation.auto_created and (relation.one_to_many or relation.one_to_one)
    ]
    return [field for field in fields if field.model not in {sort.yearly, NotDuplicate}]


def is_bound(sort: RecordSort, field: Any) -> bool:
    """Would joining touch a right, a history or a uniqueness? Then the record must be the one that stays."""
    constraints = field.model._meta.constraints
    is_single = field.unique or any(
        field.name in getattr(constraint, "fields", ()) for constraint in constraints
    )
    frozen: Frozen | None = getattr(field.model, "FROZEN", None)
    is_frozen = frozen is not None and field.column in frozen.names
    return is_single or is_frozen or (sort is STAFF and field.remote_field.on_delete is PROTECT)
