"""December, second reading J10: an erasure asked for emptied the loan whose loss was still claimed."""

import pytest
from django.urls import reverse

from fanal.core.journal.models import JournalEntry
from fanal.core.people import erasure
from fanal.core.people.erasure import PERSON, PUPIL
from fanal.core.people.kinds import BORROWERS, GUARDIANS
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.directory.models import Pupil
from fanal.loans.actions import returning
from fanal.loans.actions.returning import ItemEnding
from fanal.loans.models import Guardian, Loan, LoanItem, LoanSignature
from fanal.loans.rules.loan import Outcome
from fanal.loans.tests.conftest import TODAY, boss, colleague, lend, moment, pupil, tablets
from fanal.privacy.models import RightsRequest

__all__ = ["boss", "colleague", "pupil", "tablets"]  # fixtures
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


@pytest.fixture
def stolen(school, boss, pupil, colleague, tablets):
    """A tablet stolen from a pupil, another from a colleague: nothing is decided of either."""
    with scope(school):
        RightsRequest.objects.create(
            school=school, number=1, who="Quelqu’un", right="erasure", received_on=TODAY, is_identified=True
        )
        for borrower, name in ((pupil, "T-01"), (colleague, "T-02")):
            guardians = [("Mme Martin", "1 rue du Port")] if borrower is pupil else []
            loan = lend(school, borrower, [name], boss, guardians=guardians)
            theft = ItemEnding(Outcome.STOLEN, "volé au stade")
            returning.give_back(loan, [loan.items.get().pk], theft, **moment(boss))
        for one in (pupil, colleague):
            type(one).objects.filter(pk=one.pk).update(left_on=TODAY)


def url(name, school, *args):
    return reverse(f"privacy:{name}", args=[school.uai, 1, *args])


def named_by(sort, school) -> int:
    """The row by which somebody of this sort is found: a pupil, a colleague, a guardian, a name in a loan."""
    if sort == GUARDIANS.code:
        return Guardian.objects.get().pk
    return {PUPIL: Loan.objects.first().pupil_id, PERSON: Loan.objects.last().person_id}.get(
        sort, Loan.objects.first().pk
    )


@pytest.mark.parametrize("sort", [PUPIL, PERSON, GUARDIANS.code, BORROWERS.code])
def test_what_is_claimed_stops_the_erasure_until_it_is_decided(head, school, stolen, sort):
    with scope(school):
        if sort == BORROWERS.code:
            Pupil.objects.all().delete()
        pk = named_by(sort, school)
        before = list(Loan.objects.order_by("pk").values()), LoanSignature.objects.count()
    page = words_of(head.get(url("subject_page", school, sort, pk)).text)
    assert "Une perte ou un vol n’est pas réglé" in page
    assert "RGPD, article 17, § 3, e" in page
    refused = head.post(url("subject_erase", school, sort, pk))
    assert refused.status_code == 422
    assert "Une perte ou un vol n’est pas réglé" in words_of(refused.text)
    with scope(school):
        assert (list(Loan.objects.order_by("pk").values()), LoanSignature.objects.count()) == before
        LoanItem.objects.update(decision="La direction : rien à payer")
        subject = erasure.finder_of(sort).get(school.pk, pk, TODAY, False)
        counts = erasure.trace_counts_of(subject)
        assert erasure.stopped_by(counts) == []
        previewed = {one.trace.says: one.count for one in counts if one.trace.forget}
    assert head.post(url("subject_erase", school, sort, pk)).status_code == 302
    with scope(school):
        assert RightsRequest.objects.get().erased_on == TODAY
        assert changed_by(school) == previewed
        borrower = Loan.objects.last() if sort == PERSON else Loan.objects.first()
        assert borrower.borrower == ""


def changed_by(school) -> dict[str, int]:
    """What the journal says of the erasure."""
    return JournalEntry.objects.get(school=school, verb="privacy.person_erased").content["changed"]
