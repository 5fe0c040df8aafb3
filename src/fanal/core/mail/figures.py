"""How many mails wait, of all schools together? Counted by the background work, and kept in one row.

Whoever watches the server reads the row: a page never opens those of all schools.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Count, Min, Q

from fanal.core.mail.models import Mail
from fanal.core.operation import facts
from fanal.core.operation.facts import Fact, LastTime
from fanal.core.tenancy import scope

if TYPE_CHECKING:
    from fanal.accounts.models import School

AT_ONCE = 500  # schools of one scope


@dataclass(frozen=True)
class MailFigures:
    """`oldest`: when the oldest waiting mail should have left, a Unix time; 0 when none waits."""

    counted_at: float
    waiting: int = 0
    undelivered: int = 0
    oldest: float = 0


def count(now: datetime) -> MailFigures:
    """A mail that leaves later (quiet hours) does not wait yet."""
    schools = list(apps.get_model("accounts.School")._default_manager.only("pk"))
    parts = [_of(schools[at : at + AT_ONCE], now) for at in range(0, len(schools), AT_ONCE)]
    oldest = min((part.oldest for part in parts if part.waiting), default=0.0)
    waiting, undelivered = (sum(getattr(part, name) for part in parts) for name in ("waiting", "undelivered"))
    return MailFigures(now.timestamp(), waiting, undelivered, oldest)


def _of(schools: "Sequence[School]", now: datetime) -> MailFigures:
    waits = Q(state=Mail.State.QUEUED, not_before__lte=now)
    stuck = Q(state__in=[Mail.State.FAILED, Mail.State.HELD])
    with scope(*schools):
        rows = Mail.objects.for_schools(schools).aggregate(
            waiting=Count("pk", filter=waits),
            undelivered=Count("pk", filter=stuck),
            oldest=Min("not_before", filter=waits),
        )
    oldest = rows["oldest"].timestamp() if rows["oldest"] else 0.0
    return MailFigures(now.timestamp(), rows["waiting"], rows["undelivered"], oldest)


def keep(figures: MailFigures, now: datetime) -> None:
    facts.record(Fact.MAILS, now, asdict(figures))


def figures_of(last: LastTime) -> MailFigures:
    """Those that were kept then."""
    return MailFigures(**last.counted)
