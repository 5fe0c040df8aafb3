"""What loans put on the home page: those that are late, and the next day on which some are due."""

from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.home_facts import count_of, home_facts
from fanal.accounts.rules.french import counted, day_in_words
from fanal.core.addresses import address
from fanal.core.cards import HomeDay, HomeTask
from fanal.core.registry import HOME_DAY, HOME_FACT, HOME_TASK, register
from fanal.loans.models import Loan
from fanal.loans.rules.loan import REMINDED_AT

FOLLOWS = (Role.DIGITAL_LEAD, Role.BURSAR)
SOON, NEAR = timedelta(days=min(REMINDED_AT)), timedelta(days=14)


@register(HOME_FACT)
def facts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    rows = Loan.objects.for_school(OuterRef("pk"))
    own = rows.out().filter(person=member.person, due_on__gte=today).order_by("due_on").values("due_on")[:1]
    theirs = {"own_loan_due": Subquery(own)} if member.person else {}
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
            HomeTask(what, f"{page}?vue=retard", "Voir", detail, "device-tablet", "tablet", is_late=True)
        )
    if (due_on := known.loans_next_due) and due_on <= today + SOON:
        what = f"Prêts à rendre le {day_in_words(due_on, today=today)}"
        tasks.append(HomeTask(what, page, "Voir", "", "device-tablet", "tablet"))
    return tasks


@register(HOME_DAY, 25)
def own_end(member: Member, today: date) -> list[HomeDay]:
    """The next day on which something of one's own is due, within two weeks."""
    due_on = home_facts(member, today).own_loan_due if member.person else None
    if due_on is None or due_on > today + NEAR:
        return []
    return [HomeDay(due_on, "Du matériel à rendre", address("loans:own", member.school.uai))]
