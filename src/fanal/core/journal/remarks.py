"""What does the journal of a school say of its own erasures and dates? None of it is a break."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Window
from django.db.models.functions import Lag

from fanal.core.journal.erasures import ranges_of
from fanal.core.journal.models import JournalEntry
from fanal.core.journal.triggers import VERB

# Writers of a school wait for each other: the one who waited was dated before.
A_WAIT = timedelta(minutes=1)


@dataclass(frozen=True)
class Erasure:
    """`count` entries of this chain lost their values: when, by whom (`person:12`), why ("" if unsaid)."""

    chain: str
    at: datetime
    author: str
    count: int
    why: str


@dataclass(frozen=True)
class Backwards:
    """The entry `seq` is dated `at`, and the one it follows `before`, which is later."""

    chain: str
    seq: int
    at: datetime
    before: datetime


def erasures(school_id: int) -> Iterator[Erasure]:
    """Each erasure that the journal tells, in its order. Needs the school's scope."""
    entries = JournalEntry.objects.for_school(school_id).filter(verb=VERB).order_by("chain", "seq")
    for entry in entries.iterator(chunk_size=2000):
        payload = entry.payload or "{}"
        count = sum(last - first + 1 for first, last in ranges_of(payload))
        yield Erasure(entry.chain, entry.at, entry.author, count, _why(payload))


def backwards(school_id: int) -> Iterator[Backwards]:
    """Each entry dated more than a wait before the one it follows. Needs the school's scope."""
    before = Window(Lag("at"), partition_by="chain", order_by="seq")
    entries = JournalEntry.objects.for_school(school_id).annotate(before=before)
    rows = entries.filter(before__gt=F("at") + A_WAIT).order_by("chain", "seq")
    for chain, seq, at, earlier in rows.values_list("chain", "seq", "at", "before"):
        yield Backwards(chain, seq, at, earlier)


def _why(payload: str) -> str:
    try:
        return str(json.loads(payload).get("why", ""))
    except (ValueError, AttributeError):
        return ""
