"""What points to one row follows it into another, and comes back.

The links are read from the models: what a new room points to a machine with follows by itself. A row that
can stand only once (a thing to book, an approver) goes into its twin of the other side, with what points to
it in turn. Each step is plain JSON, and is undone from the last to the first.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CASCADE, Field, Q

from fanal.accounts.models.member import Actor
from fanal.core import journal
from fanal.core.journal.names import model_named, name_of
from fanal.core.registry import Kind
from fanal.core.tenancy import SchoolOwned
from fanal.equipment.reading.links import links_to

# (the one that stayed, the one that is back); RuleBroken
EQUIPMENT_SEPARATED: "Kind[Callable[[Any, Any], None]]" = Kind(
    "equipment separated", ("supplies", "disposals")
)

# (the one that stays, the one that goes, now)
EQUIPMENT_MERGE: "Kind[Callable[[Any, Any, datetime], list[RowChange]]]" = Kind("equipment merge")

Step = dict[str, Any]
PLAIN = (bool, int, str, list, dict)


@dataclass(frozen=True)
class RowChange:
    """What an app writes on a row of its own before two records become one, by column.

    `is_journaled`: this row has a history of its own, which says so. `removes`: rows of it that go then, and
    come back if it does.
    """

    row: SchoolOwned
    values: dict[str, Any]
    is_journaled: bool = False
    removes: Sequence[SchoolOwned] = ()


def columns_of(row: SchoolOwned) -> dict[str, Any]:
    """Every column of a row, as JSON keeps it."""
    return {field.attname: _plain(field, row) for field in row._meta.concrete_fields}


def _plain(field: Any, row: SchoolOwned) -> Any:
    value = getattr(row, field.attname)
    return value if value is None or isinstance(value, PLAIN) else field.value_to_string(row)


def row_from(model: Any, columns: dict[str, Any]) -> Any:
    """The row that these columns were read from, not yet written."""
    fields: dict[str, Field] = {field.attname: field for field in model._meta.concrete_fields}
    return model(**{name: fields[name].to_python(value) for name, value in columns.items()})


def write(changes: Iterable[RowChange], *, by: Actor) -> Iterator[Step]:
    """Write them; how to go back."""
    for change in changes:
        row, before = change.row, columns_of(change.row)
        is_said = change.is_journaled
        with journal.change(row, by=by, verb="equipment.merge_followed") if is_said else nullcontext():
            _set(row, change.values)
        yield {
            "model": name_of(change.row),
            "pks": [change.row.pk],
            "before": {name: before[name] for name in change.values},
            "after": change.values,
            "is_journaled": is_said,
            "along": [_removed(row) for row in change.removes],
        }


def _set(row: SchoolOwned, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=[*values])


def _removed(row: SchoolOwned) -> Step:
    step = {"model": name_of(row), "removed": columns_of(row)}
    row.delete()
    return step


def follow(gone: SchoolOwned, kept: SchoolOwned) -> Iterator[Step]:
    """Give to `kept` what points to `gone`; how to go back. IntegrityError when both cannot have it."""
    for link in links_to(type(gone)):
        rows = link.model._default_manager.filter(school_id=gone.school_id, **{link.attname: gone.pk})
        free = []
        for row in rows.order_by("pk"):
            if (twin := _twin(row, link, kept)) is not None:
                yield from _fold(row, twin)
            else:
                free.append(row.pk)
        if free:
            before, after = {link.attname: gone.pk}, {link.attname: kept.pk}
            rows.filter(pk__in=free).update(**after)
            yield {"model": name_of(link.model), "pks": free, "before": before, "after": after}


def _fold(row: SchoolOwned, twin: SchoolOwned) -> Iterator[Step]:
    yield from follow(row, twin)
    yield _removed(row)


def _twin(row: Any, link: Any, kept: SchoolOwned) -> Any:
    """The row of `kept` beside which this one cannot stand; None when it may follow as it is."""
    rows = type(row)._default_manager.filter(school_id=row.school_id)
    for names, condition in _unique_by(type(row), link):
        among = rows.filter(condition)
        if among.filter(pk=row.pk).exists():
            same = {name: getattr(row, row._meta.get_field(name).attname) for name in names}
            twin = among.filter(**same | {link.name: kept.pk}).first()
            if twin is not None and None not in same.values():
                return twin
    return None


def _unique_by(model: Any, link: Any) -> list[tuple[tuple[str, ...], Q]]:
    """What may stand once only among the rows that this link leads from."""
    several = [
        (tuple(rule.fields), rule.condition or Q())
        for rule in model._meta.constraints
        if link.name in getattr(rule, "fields", ())
    ]
    return [*([((link.name,), Q())] if link.unique else []), *several]


def go_back(steps: list[Step], *, by: Actor) -> None:
    """Undo these steps. A row that says something else since stays as it is; what led to a row that is no
    longer there (a licence that was deleted) leads to nothing, or is left out where it cannot."""
    for step in reversed(steps):
        model: Any = model_named(step["model"])
        if removed := step.get("removed"):
            if (columns := _still_leading(model, removed)) is not None:
                row_from(model, columns).save(force_insert=True)
            continue
        if (before := _still_leading(model, step["before"])) is None:
            continue
        rows = model._default_manager.filter(pk__in=step["pks"], **step["after"])
        if step.get("is_journaled"):
            back = len(rows)
            for row in rows:
                with journal.change(row, by=by, verb="equipment.merge_undone"):
                    _set(row, before)
        else:
            back = rows.update(**before)
        if back:
            go_back(step.get("along", []), by=by)


def _still_leading(model: Any, columns: dict[str, Any]) -> dict[str, Any] | None:
    """These columns without the links to rows that went since; None when the row would have gone with one."""
    here = dict(columns)
    for field in model._meta.concrete_fields:
        if not field.is_relation or (key := columns.get(field.attname)) is None:
            continue
        if not field.related_model._base_manager.filter(**{field.target_field.attname: key}).exists():
            if not field.null or field.remote_field.on_delete is CASCADE:
                return None
            here[field.attname] = None
    return here
