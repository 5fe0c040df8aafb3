"""What privacy puts on the home page: open breaches, and the hours left to tell the CNIL."""

from datetime import date
from typing import Any

from django.db.models import DateTimeField, Min, OuterRef, Subquery
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import LEADERSHIP
from fanal.accounts.reading.home_facts import count_of, home_facts
from fanal.accounts.rules.french import counted
from fanal.core.addresses import address
from fanal.core.cards import HomeTask
from fanal.core.registry import HOME_FACT, HOME_TASK, register
from fanal.privacy.models import DataBreach
from fanal.privacy.rules.breaches import clock_since

LAST_HOURS = 24


@register(HOME_FACT)
def open_breaches(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """How many are open, the first known, and since when the oldest whose clock runs is known."""
    if not member.has(*LEADERSHIP):
        return {}
    rows = DataBreach.objects.for_school(OuterRef("pk")).still_open().order_by()
    earliest = rows.clock_running().values("school_id").annotate(earliest=Min("known_at")).values("earliest")
    return {
        "breaches": count_of(rows),
        "breach_number": Subquery(rows.order_by("known_at").values("number")[:1]),
        "breach_known_at": Subquery(earliest, output_field=DateTimeField()),
    }


@register(HOME_TASK, 10)
def breaches(member: Member, today: date) -> list[HomeTask]:
    """For those who handle them, as long as one is open."""
    if not member.has(*LEADERSHIP):
        return []
    facts = home_facts(member, today)
    if not facts.breaches:
        return []
    clock = clock_since(facts.breach_known_at, timezone.now()) if facts.breach_known_at else None
    many = counted(facts.breaches, "fuite de données", "fuites de données")
    what = "Fuite de données" if facts.breaches == 1 else many
    return [
        HomeTask(
            f"{what} : {clock.hours} h pour décider" if clock and not clock.is_late else what,
            address("privacy:breach_page", member.school.uai, facts.breach_number)
            if facts.breaches == 1
            else address("privacy:breach_list", member.school.uai),
            "Compléter le dossier",
            clock.words if clock else "À clore quand tout est dit",
            "alert-triangle",
            "account",
            is_urgent=bool(clock),
            is_late=bool(clock and (clock.is_late or clock.hours < LAST_HOURS)),
        )
    ]
