"""How long does the security journal last? Twelve months, then its oldest range is signed and removed.

Source: CNIL, délibération n° 2021-122 of 14 October 2021 (logs: six months to one year).
"""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Min

from fanal.core.journal.models import Chain, JournalEntry, JournalHead, JournalStub
from fanal.core.journal.signing import sign, stub_message
from fanal.core.journal.verification import Broken, verify_chain

REASON = "conservation de douze mois (CNIL 2021-122)"
LOCK = "SELECT public.journal_lock(%s, %s)"
PURGE = "SELECT public.journal_purge(%s, %s, %s, %s, %s, %s)"


def limit_of(now: datetime) -> datetime:
    """Entries before this moment have lasted their twelve months."""
    day = 28 if (now.month, now.day) == (2, 29) else now.day
    return now.replace(year=now.year - 1, day=day)


@transaction.atomic
def purge_security(
    school_id: int, *, now: datetime, home: Path, keys: Collection[bytes]
) -> JournalStub | Broken | None:
    """Replace the entries older than twelve months by a signed stub. Needs the school's scope.

    Returns the stub, or None when nothing is that old, or the break: a chain that does not hold is evidence,
    and is never purged.
    """
    if not JournalHead.objects.for_school(school_id).filter(chain=Chain.SECURITY).exists():
        return None
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [school_id, Chain.SECURITY])
    entries = JournalEntry.objects.for_school(school_id).filter(chain=Chain.SECURITY)
    kept_from = entries.filter(at__gte=limit_of(now)).aggregate(seq=Min("seq"))["seq"]
    old = entries.filter(seq__lt=kept_from) if kept_from is not None else entries
    first, last = old.order_by("seq").first(), old.order_by("seq").last()
    if first is None or last is None:
        return None
    if broken := verify_chain(school_id, Chain.SECURITY, keys):
        return broken
    return leave_stub(first, last, now=now, home=home)


def leave_stub(
    first: JournalEntry, last: JournalEntry, *, now: datetime, home: Path, reason: str = REASON
) -> JournalStub:
    """Sign the range between these two entries away: the database writes the stub and removes the range."""
    stub = JournalStub(
        school_id=first.school_id,
        chain=first.chain,
        first_seq=first.seq,
        last_seq=last.seq,
        first_previous=bytes(first.previous),
        last_hash=bytes(last.hash),
        reason=reason,
        at=now,
    )
    stub.signature = sign(home, stub_message(stub))
    with connection.cursor() as cursor:
        cursor.execute(
            PURGE, [stub.school_id, stub.first_seq, stub.last_seq, stub.reason, stub.at, stub.signature]
        )
    return stub
