"""Writing the journal: one entry a sentence, in the action's own transaction, as its last write."""

import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any, Protocol

from django.db import connection, models
from django.utils import timezone

from fanal.core.journal.models import Chain, JournalEntry
from fanal.core.journal.names import name_of

SALT_BYTES = 16
ERASE = "SELECT public.journal_erase(%s, %s, %s::bigint[], %s, %s)"
NOBODY_SAYS = ("system:journal", "")
_erasing: ContextVar[tuple[str, str]] = ContextVar("erasing", default=NOBODY_SAYS)  # by whom, and why


class Author(Protocol):
    """Whoever acts. `reference` is an id such as `person:12`, never a name."""

    @property
    def reference(self) -> str: ...


def subject_of(thing: models.Model) -> str:
    return f"{name_of(thing)}:{thing.pk}"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool | int | float | list | dict) or value is None:
        return value
    return str(value)


def fields_of(thing: models.Model) -> dict[str, Any]:
    """The values the journal keeps: the model's `JOURNALED` names, or all its own columns."""
    names = getattr(thing, "JOURNALED", None)
    fields = [f for f in thing._meta.concrete_fields if f.name not in {"id", "school"}]
    return {f.name: _plain(getattr(thing, f.attname)) for f in fields if names is None or f.name in names}


def _write(thing: models.Model, by: Author, verb: str, payload: dict[str, Any], chain: str) -> None:
    text = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    salt = secrets.token_bytes(SALT_BYTES)
    commitment = hashlib.sha256(salt + text.encode()).digest()
    school_id = getattr(thing, "school_id", None) or thing.pk  # a school is its own school
    with connection.cursor() as cursor:
        cursor.execute(
            # With its schema: a temporary table of the same name must not take the entry.
            f'INSERT INTO public."{JournalEntry._meta.db_table}" '
            "(school_id, chain, seq, at, verb, subject, author, salt, payload, commitment, previous, hash) "
            "VALUES (%s, %s, 0, %s, %s, %s, %s, %s, %s, %s, '', '')",
            [school_id, chain, timezone.now(), verb, subject_of(thing), by.reference, salt, text, commitment],
        )


@contextmanager
def change(
    thing: models.Model, *, by: Author, verb: str, reason: str = "", chain: str = Chain.HISTORY
) -> Iterator[None]:
    """Journal what the block changes on `thing`: only the fields that differ, before and after."""
    before = fields_of(thing)
    yield
    after = fields_of(thing)
    changed = [name for name in after if after[name] != before[name]]
    payload: dict[str, Any] = {
        "before": {name: before[name] for name in changed},
        "after": {name: after[name] for name in changed},
    }
    _write(thing, by, verb, payload | ({"reason": reason} if reason else {}), chain)


def created(thing: models.Model, *, by: Author, verb: str) -> None:
    """Journal a row just made, with all its values."""
    _write(thing, by, verb, {"after": fields_of(thing)}, Chain.HISTORY)


def write_changes(
    thing: models.Model,
    values: Mapping[str, Any],
    *,
    by: Author,
    verb: str,
    reason: str = "",
    chain: str = Chain.HISTORY,
    check: Callable[[], object] | None = None,
) -> list[str]:
    """Write on a locked row those of `values` that differ, and journal them; the names of what changed.

    Nothing is written, and nothing journaled, when nothing differs. Texts lose the blanks around them.
    `check` looks at the row with its new values, and raises to refuse them.
    """
    new = differences(thing, values)
    if not new:
        return []
    with change(thing, by=by, verb=verb, reason=reason, chain=chain):
        for name, value in new.items():
            setattr(thing, name, value)
        if check is not None:
            check()
        thing.save(update_fields=[*new])
    return [*new]


def differences(thing: models.Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of `values`, without the blanks around texts, that the row does not hold already."""
    new = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    return {
        name: value for name, value in new.items() if _value_of(thing, name) != getattr(value, "pk", value)
    }


def _value_of(thing: models.Model, name: str) -> Any:
    """What the row holds under this name; the id of what it leads to, without asking for it."""
    field = thing._meta.get_field(name)
    return getattr(thing, field.attname if isinstance(field, models.ForeignKey) else name)


@contextmanager
def writing(thing: models.Model, *, by: Author, verb: str) -> Iterator[None]:
    """Journal the row that the block saves: as made when it was not there yet, as changed otherwise."""
    if thing.pk is None:
        yield
        created(thing, by=by, verb=verb)
        return
    with change(thing, by=by, verb=verb):
        yield


def noted(thing: models.Model, *, by: Author, verb: str, chain: str = Chain.HISTORY, **details: Any) -> None:
    """Journal something that happened to `thing` without changing its fields."""
    _write(thing, by, verb, {key: _plain(value) for key, value in details.items()}, chain)


@contextmanager
def erasing(*, by: Author, why: str) -> Iterator[None]:
    """What is erased inside the block is erased for this author and for this reason, as `verify` tells."""
    token = _erasing.set((by.reference, why))
    try:
        yield
    finally:
        _erasing.reset(token)


def erased_for() -> str:
    """Why something is being erased, as `erasing` says; that nobody says it, outside of it."""
    return _erasing.get()[1]


def erase(entries: models.QuerySet) -> int:
    """Erase the values of these entries for good; the chain still verifies. Returns how many.

    Each chain says in an entry of its own which were erased: `verify` counts them.
    """
    rows = entries.filter(payload__isnull=False).order_by("seq").values_list("school_id", "chain", "seq")
    seqs_by_chain: dict[tuple[int, str], list[int]] = defaultdict(list)
    for school_id, chain, seq in rows:
        seqs_by_chain[school_id, chain].append(seq)
    erased = 0
    with connection.cursor() as cursor:
        for (school_id, chain), seqs in seqs_by_chain.items():
            cursor.execute(ERASE, [school_id, chain, seqs, *_erasing.get()])
            erased += cursor.fetchone()[0]
    return erased


def erase_of(
    school_id: int, model: type[models.Model], ids: Iterable[int], *, chains: Collection[str] = tuple(Chain)
) -> int:
    """Erase what the journal of a school says of these rows, in these chains. Returns how many entries."""
    subjects = [f"{name_of(model)}:{pk}" for pk in ids]
    return erase(JournalEntry.objects.for_school(school_id).filter(chain__in=chains, subject__in=subjects))
