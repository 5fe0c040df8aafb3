"""What loans put on the home page: those that are late, and the next day on which some are due.

Whoever borrowed reads of their own, by the name of each device, until it is given back.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.home_facts import HOME_FACT, count_of, home_facts
from fanal.core.http.addresses import address
from fanal.core.pages.cards import HOME_DAY, HOME_TASK, HomeDay, HomeTask
from fanal.core.registry import register
from fanal.core.text.french import counted, day_in_words
from fanal.loans.contributions.measures import LATE
from fanal.loans.models import Loan, LoanItem
from fanal.loans.rules.loan import MOST_MACHINES, REMINDED_AT, LoanState, named_words
from fanal.year.rules.periods import year_until

FOLLOWS = (Role.DIGITAL_LEAD, Role.BURSAR)
SOON, NEAR = timedelta(days=min(REMINDED_AT)), timedelta(days=14)


def _to_give_back(school: School | OuterRef, person: Person) -> QuerySet[LoanItem]:
    """Each device that this person has to give back on a day, the first day first."""
    rows = LoanItem.objects.for_school(school).out().filter(loan__person=person)
    dated = rows.filter(loan__state=LoanState.OUT, loan__due_on__isnull=False)
    return dated.order_by("loan__due_on", "pk")


@register(HOME_FACT)
def facts(member: Member, user_id: int, today: date) -> dict[str, Any]:
    """`own_loan_due`: the first day on which whoever reads has, or had, something to give back."""
    expressions: dict[str, Any] = {}
    school: Any = OuterRef("pk")
    if member.person:
        days = _to_give_back(school, member.person).values("loan__due_on")
        expressions["own_loan_due"] = Subquery(days[:1])
    if member.has(*FOLLOWS):
        rows = Loan.objects.for_school(school)
        next_due = rows.out().filter(due_on__gte=today).order_by("due_on").values("due_on")[:1]
        expressions["loans_late"] = count_of(LATE.rows(school, year_until(today)))
        expressions["loans_next_due"] = Subquery(next_due)
    return expressions


@register(HOME_TASK, "loans.late")
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


@register(HOME_TASK, "loans.own_late")
def own_late(member: Member, today: date) -> list[HomeTask]:
    """« PORT-12 à rendre depuis le 4 décembre », each day until it is given back."""
    due_on = home_facts(member, today).own_loan_due if member.person else None
    if due_on is None or due_on >= today:
        return []
    late = _to_give_back(member.school, member.own_person).filter(loan__due_on__lt=today)
    names = list(late.values_list("equipment__name", flat=True)[:MOST_MACHINES])
    return [
        HomeTask(
            f"{named_words(names)} à rendre depuis le {day_in_words(due_on, today=today)}",
            address("loans:own", member.school.uai),
            "Voir",
            "À rapporter, ou demandez à garder plus longtemps",
            "device-tablet",
            "tablet",
            is_late=True,
        )
    ]


@register(HOME_DAY, "loans")
def own_end(member: Member, today: date) -> list[HomeDay]:
    """The next day on which something of one's own is due, within two weeks."""
    last_day = today + NEAR
    due_on = home_facts(member, today).own_loan_due if member.person else None
    if due_on is None or due_on > last_day:
        return []
    rows = _to_give_back(member.school, member.own_person).filter(loan__due_on__range=(today, last_day))
    items = list(rows.values_list("loan__due_on", "equipment__name")[:MOST_MACHINES])
    day = items[0][0] if items else None
    if day is None:
        return []
    names = [name for its_day, name in items if its_day == day]
    what = f"Du matériel à rendre : {named_words(names)}"
    return [HomeDay(day, what, address("loans:own", member.school.uai))]
