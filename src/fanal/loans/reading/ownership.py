"""Which loans of pupils may end as their own, by class; which did?"""

from urllib.parse import urlencode

from django.db.models import Count, Func, Q

from fanal.accounts.models import School
from fanal.core.pages.filter_chips import FilterChip
from fanal.equipment.rules.gift import pupils_advice
from fanal.loans.models import Loan, LoanItem
from fanal.loans.models.loan_queryset import LoanQuerySet, by_family_name
from fanal.loans.rules.agreement import BorrowerKind
from fanal.loans.rules.loan import LoanState, Outcome


def class_chips(school: School, class_code: str) -> list[FilterChip]:
    """The classes whose pupils have something, with how many loans (one question)."""
    rows = Loan.objects.for_school(school).out().filter(borrower_kind=BorrowerKind.PUPIL)
    rows = rows.exclude(class_code="").values("class_code").annotate(count=Count("pk"))
    counts = rows.order_by(Func("class_code", function="sort_key")).values_list("class_code", "count")
    return [
        FilterChip(code, f"?{urlencode({'classe': code})}", count, code == class_code)
        for code, count in counts
    ]


def items_to_pass(school: School, *selection: Q) -> list[LoanItem]:
    """What is out, of the pupils' loans that run, by name. `selection`: a class, or the number of a loan."""
    rows = LoanItem.objects.for_school(school).out()
    rows = rows.filter(*selection, loan__borrower_kind=BorrowerKind.PUPIL, loan__state=LoanState.OUT)
    return list(rows.select_related("equipment", "loan").order_by(*by_family_name("loan__"), "loan", "pk"))


def gift_words(school: School, items: list[LoanItem]) -> list[str]:
    """What to know before these become the pupils' own."""
    machines = [item.equipment for item in items]
    owners, costs = [one.owner for one in machines], [one.price_cents for one in machines]
    return pupils_advice(owners, costs, is_private=school.is_private)


def passed_on(school: School, selection: Q) -> LoanQuerySet:
    """Loans of which something became the pupil's own, and whose names are still kept."""
    owned = LoanItem.objects.for_school(school).filter(selection, outcome=Outcome.OWNED)
    rows: LoanQuerySet = Loan.objects.for_school(school).filter(pk__in=owned.values("loan"))
    return rows.exclude(borrower="").by_name()
