"""Rows that stand in an order that people chose: one of them goes a step up or down, by two buttons."""

from typing import Any

from django.db.models import Manager, Model

from fanal.core.labelled import Labelled


class Step(Labelled):
    UP = "monter", "Monter"
    DOWN = "descendre", "Descendre"


def move(row: Model, rows: Manager[Any], step: Step = Step.UP, *, field: str = "rank") -> Any:
    """Let a row change places with its neighbour among `rows`, and give it as it stands then.

    None at the end of the list, and for a row that is gone. Whoever calls it holds what the list belongs to;
    a constraint on places is deferred.
    """
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
