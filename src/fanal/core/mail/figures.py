"""How many mails wait, of all schools together? Counted by the background work, and kept in a small file.

Whoever watches the server reads the file: a page never opens the rows of all schools.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Count, Min, Q

from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope

if TYPE_CHECKING:
    from fanal.accounts.models import School

FILE = "mail-figures.json"
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


def write(home: Path, figures: MailFigures) -> None:
    draft = (home / FILE).with_suffix(".new")
    draft.write_text(json.dumps(asdict(figures)), encoding="ascii")
    draft.replace(home / FILE)


def read(home: Path) -> MailFigures | None:
    """The last figures counted; None before the first, or when the file is damaged."""
    try:
        return MailFigures(**json.loads((home / FILE).read_text(encoding="ascii")))
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None
