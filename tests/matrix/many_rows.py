"""Thirty rows of every table, each a copy of the world's own, told apart where a constraint asks for it."""

import copy
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import DatabaseError, connection, models, transaction

from fanal.accounts.models import Membership, Person
from fanal.core.tenancy import SchoolOwned, scope
from tests.matrix.rows import World, owned_models

# What a page looks up by them: an indicator, a column of a machine, a school year.
CODES = {"code", "field", "school_year"}
Copies = dict[type[models.Model], list[models.Model]]


def in_order(tables: list[type[SchoolOwned]]) -> list[type[SchoolOwned]]:
    """Each table after those that it points to."""
    ordered: list[type[SchoolOwned]] = []

    def add(table: type[SchoolOwned], above: tuple[type[SchoolOwned], ...]) -> None:
        if table in ordered or table in above:
            return
        for field in table._meta.concrete_fields:
            if field.related_model in tables and field.related_model is not table:
                add(field.related_model, (*above, table))
        ordered.append(table)

    for table in tables:
        add(table, ())
    return ordered


def told_apart(table: type[models.Model]) -> set[str]:
    """The fields of which two rows may not agree, the school aside."""
    names = {field.name for field in table._meta.concrete_fields if field.unique and not field.primary_key}
    for constraint in table._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            names |= {*constraint.fields}
            names |= {name for expression in constraint.expressions for name in columns_in(expression)}
        elif isinstance(constraint, ExclusionConstraint):  # what may not overlap
            names |= {name for expression, _ in constraint.expressions for name in columns_in(expression)}
    for together in table._meta.unique_together:
        names |= {*together}
    return names - {"school"}


def columns_in(expression: Any) -> Iterator[str]:
    if isinstance(expression, str | models.F):
        yield expression if isinstance(expression, str) else expression.name
        return
    for inner in expression.get_source_expressions():
        if inner is not None:
            yield from columns_in(inner)


def apart(field: models.Field, value: Any, rank: int) -> Any:
    """Another value of the same sort."""
    if isinstance(field, models.BooleanField) or field.choices or field.name in CODES:
        return value
    if isinstance(value, bytes | memoryview):
        return bytes(value)[:-2] + rank.to_bytes(2)
    if isinstance(value, int):
        return 20_000 + rank if isinstance(field, models.IntegerField) else value
    if isinstance(field, models.DateTimeField | models.DateField):
        return value + timedelta(days=rank)
    if isinstance(value, str):
        word = f"{rank:03}"
        return (value[: field.max_length - 3] if field.max_length else value) + word
    return value


def parent_of(field: models.Field, rank: int, copies: Copies) -> models.Model | None:
    parents = copies.get(field.related_model, [])
    return parents[rank] if rank < len(parents) else None


def copied(row: models.Model, rank: int, names: set[str], copies: Copies, owner: Person) -> models.Model:
    """A copy of this row, told apart by these of its fields; what somebody has is the owner's."""
    made = copy.copy(row)
    made._state = copy.copy(row._state)
    made.pk = None
    for field in row._meta.concrete_fields:
        if field.name == "school" or field.primary_key or getattr(row, field.attname) is None:
            continue
        if not field.is_relation:
            value = getattr(row, field.attname)
            setattr(made, field.attname, apart(field, value, rank) if field.name in names else value)
        elif field.name in names and (parent := parent_of(field, rank, copies)):
            setattr(made, field.name, parent)
        elif field.related_model is Person:
            setattr(made, field.name, owner)
    return made


def ways_apart(table: type[models.Model], rank: int) -> Iterator[set[str]]:
    """Which fields may tell a copy apart, the fewest first; where one is enough, each has its turn."""
    names = sorted(told_apart(table))
    yield from ([{name} for name in names] or [set()])[:: 1 if rank % 2 else -1]
    yield {*names}
    yield {
        *names,
        *(field.name for field in table._meta.concrete_fields if isinstance(field, models.DateField)),
    }


def save(made: models.Model) -> bool:
    try:
        with transaction.atomic():
            type(made)._base_manager.bulk_create([made])
            connection.check_constraints()  # those that wait for the end of the transaction too
    except DatabaseError:
        return False
    return True


def multiply(
    table: type[models.Model], row: models.Model, ranks: range, copies: Copies, owners: list[Person]
) -> None:
    """Copies of this row of the world, as many as the constraints of its table allow."""
    made = copies.setdefault(table, [])
    for rank in ranks:
        owner = owners[rank % len(owners)]
        ways = (copied(row, rank, names, copies, owner) for names in ways_apart(table, rank))
        if (saved := next(filter(save, ways), None)) is not None:
            made.append(saved)
        elif not made:
            return  # one row of a school, or told apart by what no copy can have


class ManyRows:
    """The rows of a world, multiplied by and by: each round gives its own people some of everything."""

    def __init__(self, world: World, states: Iterable[str]) -> None:
        self.world, self.copies = world, Copies()
        with scope(world.school):
            users = [world.users[state] for state in states]
            people = {who.user_id: who.person for who in Membership.objects.select_related("person")}
            self.owners = [people[user.pk] for user in users if user.pk in people]
            self.rows = {
                table: table._base_manager.order_by("pk").first() for table in in_order(owned_models())
            }

    def add(self, ranks: range) -> None:
        with scope(self.world.school):
            for table, row in self.rows.items():
                multiply(table, row, ranks, self.copies, self.owners)
