"""The loans that an address asks for, as the list shows them and as its papers print them."""

from dataclasses import dataclass

from fanal.accounts.models import Person
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.thing_list import WORDS
from fanal.core.http.answers import get_or_404
from fanal.core.text.words import is_id
from fanal.directory.models import Pupil
from fanal.loans.models.loan_queryset import LoanQuerySet

BORROWERS = {"eleve": (Pupil, "pupil"), "personnel": (Person, "person")}


@dataclass(frozen=True)
class BorrowerFilter:
    """« ?eleve=12 » or « ?personnel=7 »; `borrower`: None where the address names nobody."""

    word: str = ""
    borrower: Pupil | Person | None = None

    @property
    def query(self) -> dict[str, str]:
        """The same, for another address."""
        return {self.word: str(self.borrower.pk)} if self.borrower else {}

    def loans_in(self, loans: LoanQuerySet) -> LoanQuerySet:
        return loans.filter(**{BORROWERS[self.word][1]: self.borrower}) if self.borrower else loans


def borrower_filter(request: SchoolRequest) -> BorrowerFilter:
    """What the address says; ask for the right first.

    Http404 for what is nobody of this school: the papers of one pupil never become those of all.
    """
    for word, (model, _) in BORROWERS.items():
        if word in request.GET:
            number = request.GET[word]
            people = model.objects.for_school(request.member.school)
            return BorrowerFilter(word, get_or_404(people, pk=number if is_id(number) else None))
    return BorrowerFilter()


def asked_loans(request: SchoolRequest, loans: LoanQuerySet) -> LoanQuerySet:
    """Of these, those of the borrower that the address names, in which its words stand: as the list does."""
    return borrower_filter(request).loans_in(loans).matching(request.GET.get(WORDS, ""))
