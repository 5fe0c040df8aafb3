"""Which loans of pupils may end as their own, by class; which did?"""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Func

from fanal.accounts.models import School
from fanal.loans.models import Loan, LoanItem
from fanal.loans.models.loan import LoanQuerySet, by_family_name
from fanal.loans.rules.agreement import BorrowerKind
from fanal.loans.rules.loan import LoanState, Outcome


def class_chips(school: School, chosen: str) -> list[dict[str, Any]]:
    """The classes whose pupils have something, with how many loans (one question)."""
    rows = Loan.objects.for_school(school).out().filter(borrower_kind=BorrowerKind.PUPIL)
    rows = rows.exclude(class_code="").values("class_code").annotate(count=Count("pk"))
    return [
        {
            "label": row["class_code"],
            "url": f"?{urlencode({'classe': row['class_code']})}",
            "count": row["count"],
            "current": row["class_code"] == chosen,
        }
        for row in rows.order_by(Func("class_code", function="sort_key"))
    ]


def items_to_pass(school: School, **of: object) -> list[LoanItem]:
    """What is out, of the pupils' loans that run, by name. `of`: a class, or the number of a loan."""
    rows = LoanItem.objects.for_school(school).out()
    rows = rows.filter(loan__borrower_kind=BorrowerKind.PUPIL, loan__state=LoanState.OUT, **of)
    return list(rows.select_related("equipment", "loan").order_by(*by_family_name("loan__"), "loan", "pk"))


def passed_on(school: School, **of: object) -> LoanQuerySet:
    """Loans of which something became the pupil's own, and whose names are still kept."""
    owned = LoanItem.objects.for_school(school).filter(outcome=Outcome.OWNED, **of)
    rows: LoanQuerySet = Loan.objects.for_school(school).filter(pk__in=owned.values("loan"))
    return rows.exclude(borrower="").by_name()
