"""How long is each thing kept? The rules that the apps offer, each said in one sentence."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from fanal.core.registry import Kind, registered

RETENTION: "Kind[Retention]" = Kind(
    "retention",
    (
        "core.mails",
        "loans",
        "directory",
        "people_files",
        "inventory",
        "service_status",
        "designations",
        "account_lists",
        "service_security",
        "file_readings",
        "privacy",
        "core.imports",
        "helpdesk.notices",
        "helpdesk.requests",
        "visits",
        "equipment",
        "bookings",
        "campaigns",
        "agenda",
        "missions.absence",
        "missions.handover",
        "missions.point",
        "missions.training",
        "mission_letters",
        "disposals",
        "supplies",
        "work_log",
        "missions.sharing",
        "indicators",
        "training",
        "commission",
        "steering",
        "accounts.person",
        "accounts.sign_in",
        "reports",
        "core.security_journal",
        "surveys",
        "peer_help",
        "core.files",
        "core.counts",
        "core.sessions",
    ),
    is_shared=True,
)

UNTIL_VISA = "puis, dans un établissement public, jusqu’au visa des archives"


@dataclass(frozen=True)
class Retention:
    """One rule, said in one sentence. `tables` are the labels of the models whose data map it makes true.

    `purge` removes one batch of what is over and returns how many: with the school's id, in its scope, for
    rows of a school; with 0 for what belongs to no school. Its moment is told in the school's time zone (that
    of Paris for what belongs to no school), so that its date is the school's day. It must be repeatable.
    Without a `remover`, it removes the rows of the models that name it in `Until`: one that points to another
    of the rule is declared after it, and so goes before it. `is_archive`: public archives, which wait until
    the head said that they may go (`core.retention.archives`), which their sentence says too; `over` are the
    rows that wait.
    """

    name: str
    says: str
    tables: list[str]
    remover: Callable[[int, datetime], int] | None = None
    is_of_a_school: bool = True
    sweeps: list[Callable[[int, datetime], int]] = field(default_factory=list)
    is_archive: bool = False
    over: list[Callable[[int, datetime], QuerySet]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.is_archive:
            object.__setattr__(self, "says", f"{self.says.removesuffix('.')} ; {UNTIL_VISA}.")

    def purge(self, school_id: int, now: datetime) -> int:
        sweeps = [self.remover] if self.remover else reversed(self.sweeps)
        return next((removed for sweep in sweeps if (removed := sweep(school_id, now))), 0)


def rules() -> list[Retention]:
    """Every rule that the apps offer, in their order."""
    return registered(RETENTION)


def kept_words(model: Any) -> str:
    """How long its rows are kept, as its data map says it; then until the visa, where they wait for one."""
    words, waits = model.DATA.retention, (rule.tables for rule in rules() if rule.is_archive)
    if not any(model._meta.label in tables for tables in waits):
        return str(words)
    first, comma, rest = words.partition(", ")
    return f"{first}, {UNTIL_VISA}{comma}{rest}"
