"""Reading an iCalendar file from outside: each time that each of its events takes place (RFC 5545).

The file is parsed in a limited child (`core.sandbox.parent`, `calendars.worker`), where a rule of repetition
without end can cost nothing but that child. Several calendars are read as one, each in its own letters.
"""

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

from fanal.core.calendars.encoding import WIDE, joined
from fanal.core.calendars.events import DatedEvent
from fanal.core.errors import RuleBroken
from fanal.core.sandbox.parent import PREVIEW_SECONDS, Declined, Limit, LimitReached, run_limited

MEBIBYTE = 1024 * 1024
LARGEST = 12 * MEBIBYTE
WORKER = "fanal.core.calendars.worker:read"
DAMAGED = "Ce calendrier est endommagé, ou n’en est pas un : exportez-le de nouveau en iCalendar (.ics)."
TOO_LARGE = "Ce calendrier est trop grand : exportez une seule année scolaire, puis recommencez."


def is_calendar(content: bytes) -> bool:
    head = content[:128]
    text = (
        head[: len(head) // 2 * 2].decode("utf-16", "replace") if head[:2] in WIDE else head.decode("latin-1")
    )
    return text.lstrip("\ufeffï»¿ \t\r\n").upper().startswith("BEGIN:VCALENDAR")


def read_events_of(
    *contents: bytes, zone: ZoneInfo, first: date, last: date
) -> tuple[list[DatedEvent], dict[int, str]]:
    """What takes place from the first to the last day, both included, at the clock of `zone`; then, by the
    rank of its event, why one of them could not be read.

    Left out: what lasts whole days, and what is cancelled. RuleBroken when nothing of it can be read, or when
    all of it is on other days.
    """
    if sum(map(len, contents)) > LARGEST:
        raise RuleBroken(TOO_LARGE)
    content = joined([*contents])
    days = {"zone": zone.key, "first": first.isoformat(), "last": last.isoformat()}
    try:
        with run_limited(
            WORKER, content, arguments=days, seconds=PREVIEW_SECONDS, output=64 * MEBIBYTE
        ) as answer:
            rows = [json.loads(line) for line in answer]
    except Declined as refusal:
        raise RuleBroken(refusal.sentence) from None
    except LimitReached as reached:
        raise RuleBroken(DAMAGED if reached.limit is Limit.CRASH else TOO_LARGE) from None
    refused = {row["rank"]: row["refused"] for row in rows if "refused" in row}
    return [_event(row, zone) for row in rows if "refused" not in row], refused


def _event(row: dict[str, str | int], zone: ZoneInfo) -> DatedEvent:
    starts, ends = (
        datetime.fromisoformat(str(row[name])).replace(tzinfo=zone) for name in ("starts", "ends")
    )
    title, place, note = (str(row[name]) for name in ("title", "place", "note"))
    return DatedEvent(int(row["rank"]), title, place, note, starts, ends)
