"""How long the names of a loan stay where something of it was lost or stolen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.core.retention.removal import keep_no_longer
from fanal.core.tenancy import scope
from fanal.loans.actions import returning
from fanal.loans.actions.returning import ItemEnding
from fanal.loans.models import Guardian, Loan, LoanItem, LoanSignature
from fanal.loans.rules.loan import Outcome
from fanal.loans.tests.conftest import TODAY, lend, moment

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def here(school):
    with scope(school):
        yield school


def test_names_stay_while_a_loss_is_unsettled(here, boss, pupil, colleague, tablets):
    """December § 3.7: the agreement of a lost tablet went while its loss was claimed."""
    home = [("Mme Martin", "1 rue du Port")]
    lost = lend(here, pupil, ["T-01"], boss, guardians=home)
    settled = lend(here, pupil, ["T-02"], boss, guardians=home)
    forgotten = lend(here, colleague, ["T-03"], boss)
    said = {settled: "La direction : rien à payer"}
    for loan in (lost, settled, forgotten):
        given = ItemEnding(Outcome.STOLEN, "volé au stade", decision=said.get(loan, ""))
        returning.give_back(loan, [loan.items.get().pk], given, **moment(boss))
    keep_no_longer(timezone.now() + timedelta(days=800))
    assert named() == {lost.pk, forgotten.pk}
    assert {row.loan_id for row in LoanSignature.objects.all()} == {lost.pk, forgotten.pk}
    assert [row.loan_id for row in Guardian.objects.all()] == [lost.pk]
    assert LoanItem.objects.get(loan=lost).remark == "volé au stade"
    LoanItem.objects.filter(loan=lost).update(decision="Remboursé")
    keep_no_longer(timezone.now() + timedelta(days=801))
    assert named() == {forgotten.pk}
    assert not Guardian.objects.exists()
    keep_no_longer(timezone.now() + timedelta(days=5 * 366 + 1))
    assert named() == set()
    assert not LoanSignature.objects.exists()


def named() -> set[int]:
    return set(Loan.objects.exclude(borrower="").values_list("pk", flat=True))
