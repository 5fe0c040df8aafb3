"""What loans put on the home page: those that are late, and the next day on which some are due.

Whoever borrowed reads of their own, by the name of each device, until it is given back.
"""

from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.home_facts import count_of, home_facts
from fanal.accounts.rules.french import counted, day_in_words
from fanal.core.addresses import address
from fanal.core.cards import HomeDay, HomeTask
from fanal.core.registry import HOME_DAY, HOME_FACT, HOME_TASK, register
from fanal.loans.models import Loan, LoanItem
from fanal.loans.rules.loan import MOST_MACHINES, REMINDED_AT, LoanState, named_words

FOLLOWS = (Role.DIGITAL_LEAD, Role.BURSAR)
SOON, NEAR = timedelta(days=min(REMINDED_AT)), timedelta(days=14)


def _own(member: Member) -> Any:
    """Each device to give back on a day, the first day first."""
    rows = LoanItem.objects.for_school(OuterRef("pk")).out().filter(loan__person=member.person)
    dated = rows.filter(loan__state=LoanState.OUT, loan__due_on__isnull=False).order_by("loan__due_on", "pk")
    return dated.values(said=JSONObject(name="equipment__name", due_on="loan__due_on"))[:MOST_MACHINES]


def _own_by_day(member: Member, today: date) -> dict[date, list[str]]:
    """The names of what one has to give back, by the day."""
    days: dict[date, list[str]] = {}
    for said in home_facts(member, today).own_loans if member.person else []:
        days.setdefault(date.fromisoformat(said["due_on"]), []).append(said["name"])
    return days


@register(HOME_FACT)
def facts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    rows = Loan.objects.for_school(OuterRef("pk"))
    theirs = {"own_loans": ArraySubquery(_own(member))} if member.person else {}
    if not member.has(*FOLLOWS):
        return theirs
    next_due = rows.out().filter(due_on__gte=today).order_by("due_on").values("due_on")[:1]
    return theirs | {"loans_late": count_of(rows.late(today)), "loans_next_due": Subquery(next_due)}


@register(HOME_TASK, 45)
def late(member: Member, today: date) -> list[HomeTask]:
    """« 4 prêts en retard »; those that end these days: nobody but the team is reminded of a pupil's."""
    if not member.has(*FOLLOWS):
        return []
    known, page = home_facts(member, today), address("loans:loan_list", member.school.uai)
    tasks = []
    if count := known.loans_late:
        what = f"{counted(count, 'prêt', 'prêts')} en retard"
        detail = "Les lettres sont prêtes à imprimer"
        tasks.append(
            HomeTask(
                what,
                f"{page}?vue=retard",
                "Voir",
                detail,
                "device-tablet",
                "tablet",
                is_late=True,
                is_decision=False,
            )
        )
    if (due_on := known.loans_next_due) and due_on <= today + SOON:
        what = f"Prêts à rendre le {day_in_words(due_on, today=today)}"
        tasks.append(HomeTask(what, page, "Voir", "", "device-tablet", "tablet", is_decision=False))
    return tasks


@register(HOME_TASK, 44)
def own_late(member: Member, today: date) -> list[HomeTask]:
    """« PORT-12 à rendre depuis le 4 décembre », each day until it is given back."""
    past = {day: names for day, names in _own_by_day(member, today).items() if day < today}
    if not past:
        return []
    what = named_words([name for names in past.values() for name in names])
    return [
        HomeTask(
            f"{what} à rendre depuis le {day_in_words(min(past), today=today)}",
            address("loans:own", member.school.uai),
            "Voir",
            "À rapporter, ou demandez à garder plus longtemps",
            "device-tablet",
            "tablet",
            is_late=True,
        )
    ]


@register(HOME_DAY, 25)
def own_end(member: Member, today: date) -> list[HomeDay]:
    """The next day on which something of one's own is due, within two weeks."""
    days = _own_by_day(member, today)
    due_on = next((day for day in days if today <= day <= today + NEAR), None)
    if due_on is None:
        return []
    what = f"Du matériel à rendre : {named_words(days[due_on])}"
    return [HomeDay(due_on, what, address("loans:own", member.school.uai))]
