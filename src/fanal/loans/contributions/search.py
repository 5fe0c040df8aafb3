"""Where loans are found from the one search box, by those who lend: borrower, class, machine, label.

Whoever has something on loan finds it too, and nobody else's.
"""

from django.db.models import Case, Value, When
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.core.http.addresses import address
from fanal.core.pages.search import MOST_HITS, SEARCH, Hit, SearchSource, find, words_of
from fanal.core.registry import register
from fanal.equipment.contributions.search import LOOKED_IN
from fanal.equipment.models import Equipment, Label
from fanal.equipment.reading.custody import in_the_hands_of
from fanal.equipment.rules.labels import code_in
from fanal.loans.models import Loan, LoanItem
from fanal.loans.models.loan_queryset import ENDED
from fanal.loans.policies import loan as policies
from fanal.loans.reading.lists import rows_of

OWN_LOOKED_IN = (*LOOKED_IN, "type__name")
RUNNING_FIRST = Case(When(state__in=ENDED, then=Value(1)), default=Value(0))


def _loans(member: Member, typed: str) -> list[Hit]:
    """Those that run first, then the latest."""
    if not policies.manage_loans(member.actor, None) or not words_of(typed):
        return []
    rows = Loan.objects.visible_to(member).exclude(borrower="").defer("agreement")
    if code := code_in(typed):
        stuck = Label.objects.for_school(member.school).filter(code=code, equipment__isnull=False)
        items = LoanItem.objects.for_school(member.school).filter(equipment__in=stuck.values("equipment"))
        rows = rows.filter(pk__in=items.values("loan"))
    else:
        rows = rows.matching(typed)
    found = rows.order_by(RUNNING_FIRST, "-number")[:MOST_HITS]
    return [
        Hit(
            row.loan.who,
            f"prêt n° {row.loan.number} · {row.machines} · {row.state}",
            address("loans:loan_page", member.school.uai, row.loan.number),
        )
        for row in rows_of(member.school, found, timezone.localdate())
    ]


def _own(member: Member, typed: str) -> list[Hit]:
    """What is lent to whoever looks; what they hold by its record is found among the equipment."""
    if member.person is None or policies.manage_loans(member.actor, None):
        return []
    rows = Equipment.objects.for_school(member.school).present().filter(in_the_hands_of(member.person))
    rows = rows.exclude(holder=member.person).select_related("type").order_by("name", "number")
    page = address("loans:own", member.school.uai)
    return [Hit(row.name, f"{row.type} · prêté à vous", page) for row in find(rows, typed, *OWN_LOOKED_IN)]


register(SEARCH, "loans.loans")(SearchSource("Prêts", "device-tablet", _loans))
register(SEARCH, "loans.own")(SearchSource("Ce qui m’est prêté", "device-tablet", _own))
