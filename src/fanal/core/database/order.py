"""Rows that stand in an order that people chose: one of them goes a step, or to an end, by a button."""

from typing import Any

from django.db.models import Manager, Model

from fanal.core.labelled import Labelled


class Step(Labelled):
    UP = "monter", "Monter"
    DOWN = "descendre", "Descendre"
    FIRST = "en-premier", "En premier"
    LAST = "en-dernier", "En dernier"


def move(row: Model, rows: Manager[Any], step: Step = Step.UP, *, field: str = "rank") -> Any:
    """Let a row change places with its neighbour among `rows`, or stand at one end, and give it as it stands.

    None at the end of the list, and for a row that is gone. Whoever calls it holds what the list belongs to;
    a constraint on places is deferred.
    """
    if step in {Step.FIRST, Step.LAST}:
        return _move_to_end(row, rows, step, field)
    side, nearest = ("lt", f"-{field}") if step is Step.UP else ("gt", field)
    own = rows.filter(pk=row.pk).first()
    place = getattr(own, field, None)
    other = rows.filter(**{f"{field}__{side}": place}).order_by(nearest).first() if own else None
    if other is None:
        return None
    setattr(own, field, getattr(other, field))
    setattr(other, field, place)
    rows.bulk_update([own, other], [field])
    return own


def _move_to_end(row: Model, rows: Manager[Any], step: Step, field: str) -> Any:
    """The others keep their order; places are counted again from 1."""
    before = list(rows.order_by(field, "pk"))
    own = next((each for each in before if each.pk == row.pk), None)
    if own is None or own is before[0 if step is Step.FIRST else -1]:
        return None
    others = [each for each in before if each is not own]
    after = [own, *others] if step is Step.FIRST else [*others, own]
    for place, each in enumerate(after, start=1):
        setattr(each, field, place)
    rows.bulk_update(after, [field])
    return own
