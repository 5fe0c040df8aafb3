"""Reading loans: whose, in which state, due when, back when."""

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Exists, F, Func, OuterRef, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from fanal.core.pages.search import holding, words_of
from fanal.core.tenancy import SchoolOwnedQuerySet
from fanal.equipment.policies.equipment import KEEPERS
from fanal.loans.rules.loan import ENDS, GONE, LoanState, Outcome, number_in

if TYPE_CHECKING:
    from fanal.accounts.models.member import Member

ENDED = (LoanState.CLOSED, LoanState.CANCELLED)
IS_OPEN = Q(state__in=[LoanState.PREPARED, LoanState.OUT])
IS_TO_SIGN = IS_OPEN & Q(signed_on__isnull=True)  # prepared, or lent on a text that was never signed
IS_ENDED = Q(state__in=ENDED)
BY_DUE: list[str | Combinable] = [
    F("due_on").asc(nulls_last=True),
    "number",
]  # the oldest first; those without an end last


def is_late(today: date) -> Q:
    """The condition of a loan that is out after its last day."""
    return Q(state=LoanState.OUT, due_on__lt=today)


def by_family_name(to: str = "") -> list[Func]:
    """The order of borrowers, by family name then by the name kept. `to`: from an item, « loan__ »."""
    family_name = Coalesce(f"{to}pupil__family_name", f"{to}person__family_name", f"{to}borrower")
    return [Func(words, function="sort_key") for words in (family_name, F(f"{to}borrower"))]


BY_NAME: list[str | Combinable] = ["class_code", *by_family_name(), "-number"]


def _items(*outcomes: str) -> Exists:
    """Whether a loan has a machine that ended so."""
    rows = apps.get_model("loans", "LoanItem").objects.for_school(OuterRef("school_id"))
    return Exists(rows.filter(loan=OuterRef("pk"), outcome__in=outcomes))


class LoanQuerySet(SchoolOwnedQuerySet):
    def visible_to(self, member: "Member") -> "LoanQuerySet":
        """Those who keep the machines see all; others their own, and never those of a pupil."""
        here = self.for_school(member.school)
        if member.has(*KEEPERS):
            return here
        return here.filter(person=member.person) if member.person else here.none()

    def out(self) -> "LoanQuerySet":
        return self.filter(state=LoanState.OUT)

    def out_on(self, day: date) -> "LoanQuerySet":
        """Those handed over by that day and not back by then; on the day itself, those that are out."""
        lent = self.filter(state__in=[LoanState.OUT, LoanState.CLOSED], handed_on__lte=day)
        return lent.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))

    def open(self) -> "LoanQuerySet":
        return self.filter(IS_OPEN)

    def late(self, today: date) -> "LoanQuerySet":
        return self.filter(is_late(today))

    def due_back(self, first: date, last: date) -> "LoanQuerySet":
        """Handed over, and due in these days; what became its borrower's own was not due back any more."""
        others = _items(Outcome.OUT, *ENDS)
        rows = self.filter(state__in=[LoanState.OUT, LoanState.CLOSED], due_on__gte=first, due_on__lte=last)
        return rows.exclude(_items(Outcome.OWNED) & ~others)

    def back_in_time(self) -> "LoanQuerySet":
        """All of it came back by its last day: what was lost or stolen did not come back."""
        return self.filter(~_items(*GONE), state=LoanState.CLOSED, closed_on__lte=F("due_on"))

    def to_sign(self) -> "LoanQuerySet":
        """Whose agreement waits: prepared, or lent on a text that was never signed."""
        return self.filter(IS_TO_SIGN)

    def ended(self) -> "LoanQuerySet":
        return self.filter(IS_ENDED)

    def matching(self, typed: str) -> "LoanQuerySet":
        """Where each word is found in the borrower, the class or the name of a machine; by its number too."""
        if not words_of(typed):
            return self
        numbered = Q(number=number) if (number := number_in(typed)) else Q(pk__in=[])
        items = apps.get_model("loans", "LoanItem").objects.for_school(OuterRef("school_id"))
        machines = holding(items.filter(loan=OuterRef("pk")), typed, "equipment__name", "equipment__serial")
        theirs = holding(self, typed, "borrower", "for_pupil", "class_code").values("pk")
        return self.filter(numbered | Q(pk__in=theirs) | Exists(machines))

    def by_name(self) -> "LoanQuerySet":
        return self.order_by(*BY_NAME)
