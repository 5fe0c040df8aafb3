"""Whose rows may this connection see? The third wall between schools, and the base of every school's row.

PostgreSQL filters each table of a school by the setting `fanal.schools` (a list of school ids). It is set
here alone, inside a transaction, and put back at the end of the block. Outside a scope every read is empty.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, Self

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, models, transaction

from fanal.core.errors import Gone

SCHOOLS = "fanal.schools"
USER = "fanal.user"


class AnySchool(Protocol):
    """What is known here of a school: its key."""

    @property
    def pk(self) -> Any: ...


def _read(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
        return str(cursor.fetchone()[0])


def _write(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        # `true`: until the end of the transaction, so it cannot outlive it, behind PgBouncer either.
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


@contextmanager
def _setting(name: str, value: str) -> Iterator[None]:
    # A setting outlives the savepoint it was made in: a nested block must put the old value back itself.
    nested = connection.in_atomic_block
    with transaction.atomic():
        before = _read(name) if nested else ""
        _write(name, value)
        yield
        if nested:
            _write(name, before)


def scope(*schools: AnySchool | int):
    """Open the rows of these schools, and of no other, until the end of the block (one transaction)."""
    ids = sorted({school if isinstance(school, int) else school.pk for school in schools})
    return _setting(SCHOOLS, ",".join(str(pk) for pk in ids))


def as_user(user_id: int):
    """Let this user's own memberships be read until the end of the block (one transaction)."""
    return _setting(USER, str(user_id))


def enter_schools(*ids: int) -> None:
    """Set the scope for the rest of the transaction already open: the middleware's way in."""
    if not connection.in_atomic_block:
        raise RuntimeError("a scope needs a transaction")
    _write(SCHOOLS, ",".join(str(pk) for pk in ids))


def enter_user(user_id: int) -> None:
    """Let this user read their own memberships, before any school is known."""
    if not connection.in_atomic_block:
        raise RuntimeError("a scope needs a transaction")
    _write(USER, str(user_id))


def read_only() -> None:
    """PostgreSQL itself refuses every write until the end of the transaction already open."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")


class SchoolOwnedQuerySet(models.QuerySet):
    """The doors of reading: `.for_school()`, `.for_schools()` and `.visible_to()`."""

    def for_school(self, school: AnySchool | int | models.OuterRef) -> Self:
        return self.filter(school_id=getattr(school, "pk", school))

    def for_schools(self, schools: Iterable[AnySchool]) -> Self:
        """What a partner reads from above: the scope must hold these schools too."""
        return self.filter(school_id__in=[school.pk for school in schools])

    def visible_to(self, member: Any) -> Self:
        """What this member may see of their school: nothing, until the room says what."""
        return self.none()

    def locked(self, pk: int) -> Any:
        """Take the row for writing until the transaction ends; Gone when somebody removed it meanwhile."""
        try:
            return self.select_for_update(of=("self",)).get(pk=pk)
        except ObjectDoesNotExist:
            raise Gone from None


def says_who_reads(rows: models.QuerySet) -> bool:
    """Whether their room says who reads them, by a `visible_to` of its own; else the right alone decides."""
    door = getattr(type(rows), "visible_to", None)
    return door not in {None, SchoolOwnedQuerySet.visible_to}


def is_hidden(thing: Any, member: Any) -> bool:
    """Whether this is a row that its room shows to some, and not to this member: it is not said to exist."""
    if not isinstance(thing, SchoolOwned):
        return False
    rows = type(thing)._default_manager.all()
    return says_who_reads(rows) and not rows.visible_to(member).filter(pk=thing.pk).exists()


class SchoolOwned(models.Model):
    """A row of one school. Its table is under row-level security (see `core.database.row_security`)."""

    school = models.ForeignKey(
        "accounts.School", models.PROTECT, verbose_name="établissement", related_name="+", db_index=False
    )

    objects = SchoolOwnedQuerySet.as_manager()
    can: dict[str, bool]  # what whoever asks may do with it, by verb: `policies.rights.annotate_permissions`

    class Meta:
        abstract = True


class SameSchool(models.BaseConstraint):
    """A link between two rows of the same school: a composite foreign key, checked by PostgreSQL.

    Row-level security does not check foreign keys: without this, a row could point to a neighbour's.
    """

    def __init__(self, field: str, *, name: str = "%(app_label)s_%(class)s_same_school") -> None:
        self.field = field
        super().__init__(name=f"{name}_{field}"[:63] if "%" not in name else f"{name}_{field}")

    def _statements(self, model: type[models.Model]) -> str:
        link: Any = model._meta.get_field(self.field)
        target = link.remote_field.model._meta.db_table
        return (
            f'CREATE UNIQUE INDEX IF NOT EXISTS "{target}_id_school" ON "{target}" (id, school_id);'
            f'ALTER TABLE "{model._meta.db_table}" ADD CONSTRAINT "{self.name}" '
            f'FOREIGN KEY ("{link.column}", school_id) REFERENCES "{target}" (id, school_id) '
            "DEFERRABLE INITIALLY DEFERRED"
        )

    def constraint_sql(self, model: type[models.Model] | None, schema_editor: Any) -> None:  # type: ignore[override]
        # The table it points to may be made later in the same migration.
        assert model is not None
        schema_editor.deferred_sql.append(self._statements(model))

    def create_sql(self, model: type[models.Model] | None, schema_editor: Any) -> str:
        assert model is not None
        return self._statements(model)

    def remove_sql(self, model: type[models.Model] | None, schema_editor: Any) -> str:
        assert model is not None
        return f'ALTER TABLE "{model._meta.db_table}" DROP CONSTRAINT "{self.name}"'

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = "default") -> None:
        """PostgreSQL checks it at commit; a form only offers the school's own rows."""

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, _, kwargs = super().deconstruct()
        suffix = f"_{self.field}"
        return path, (self.field,), {"name": kwargs["name"].removesuffix(suffix)}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameSchool) and (self.field, self.name) == (other.field, other.name)

    def __hash__(self) -> int:
        return hash((self.field, self.name))
