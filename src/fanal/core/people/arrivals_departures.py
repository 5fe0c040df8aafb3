"""Exit and arrival sheets: what each app sees of somebody who leaves or arrives, what only people can tell.

Apps offer an `OffboardingCheck` each (`LEAVER_CHECKS`, `ARRIVAL_CHECKS`), and `CHECKLIST_STEPS`. Every check
is a column of one query, so that a sheet, and a list of sheets, cost the same whatever is offered.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet

from fanal.core.registry import Kind

# (school, departure or arrival, person or pupil)
CHECKLIST_STEPS: "Kind[Callable[[Any, str, str], list[ManualStep]]]" = Kind(
    "checklist steps",
    (
        "online_services",
        "directory",
    ),
)

# a row means that it is done
ARRIVAL_CHECKS: "Kind[OffboardingCheck]" = Kind(
    "arrival checks",
    (
        "accounts.rights",
        "accounts.sign_in",
        "equipment",
    ),
)

# a row remains to be done
LEAVER_CHECKS: "Kind[OffboardingCheck]" = Kind(
    "leaver checks",
    (
        "equipment",
        "loans.person",
        "loans.pupil",
        "supplies",
        "accounts.rights",
        "accounts.invitation",
        "accounts.tokens",
        "helpdesk.entrusted",
        "helpdesk.asked",
        "bookings",
        "account_lists.staff_accounts",
        "account_lists.pupil_accounts",
        "account_lists.administrators",
        "designations.designations",
        "designations.delegated_signature",
        "designations.given_delegations",
        "agenda",
    ),
)

DEPARTURE, ARRIVAL = "departure", "arrival"
PERSON, PUPIL = "person", "pupil"
Rows = Callable[[int, OuterRef, date], QuerySet]


@dataclass(frozen=True)
class OffboardingCheck:
    """`rows(school id, who, today)`: a queryset of one text column, each row in words; `who`: the owner's id.

    On an exit sheet a row remains to be done; on an arrival sheet a row means that it is done. `who` acts, in
    French; `page(uai, pk)` leads there. `is_held`: the school's own things, to be given back first.
    `own`: where somebody settles it themselves; `rows` are then those that stay after their last day.
    """

    code: str
    label: str
    who: str
    rows: Rows
    of: str = PERSON
    page: Callable[[str, int], str] | None = None
    is_held: bool = False
    own: str = ""


@dataclass(frozen=True)
class ManualStep:
    """Something that only somebody can say is done. `closes` an account: flagged while things are held."""

    code: str
    label: str
    who: str
    detail: str = ""
    url: str = ""
    closes: bool = False
