"""What « Vérifier » answers of agreements that were signed anew (December, architect 4)."""

from datetime import timedelta

import pytest

from fanal.core.frozen.models import FrozenPaper
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.loans.actions import signing
from fanal.loans.actions.returning import prolong
from fanal.loans.reading.agreement_sums import agreement_sums
from fanal.loans.tests.conftest import DRAWN, DUE, TODAY, lend, moment

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


@pytest.fixture
def loan(school, boss, pupil, tablets):
    with scope(school):
        yield lend(school, pupil, ["T-01"], boss)


def shorter(loan, days, boss):
    return prolong(loan, DUE - timedelta(days=days), today=TODAY, by=boss)


def sign(loan, boss):
    return signing.sign_on_screen(loan, "Mme Martin", DRAWN, quality="guardian", **moment(boss))


def kept_sums() -> list[str]:
    """The last one first."""
    return list(FrozenPaper.objects.order_by("-pk").values_list("sha256", flat=True))


def answer(lead, school) -> list[str]:
    """What is said of each paper that was kept, the first one first."""
    marks = list(FrozenPaper.objects.order_by("pk").values_list("fingerprint", flat=True))
    page = f"/e/{school.uai}/verifier/"
    return [words_of(lead.post(page, {"fingerprint": mark}).text) for mark in marks]


def test_an_end_brought_forward_twice_in_a_day_keeps_each_paper_true(lead, school, loan, boss):
    """December, architect 4: two former ones fell under the last text; a true paper was « changé »."""
    loan = sign(shorter(loan, 9, boss), boss)
    loan = sign(shorter(loan, 18, boss), boss)
    assert agreement_sums(loan) == kept_sums()
    first, second, third = answer(lead, school)
    for said in (first, second):
        assert "un autre l’a remplacé depuis" in said
    assert "Ce qu’il dit n’a pas changé depuis." in third


def test_what_is_to_be_signed_anew_is_not_answered_as_in_force(lead, school, loan, boss):
    """December, architect 4: until the new signature, the replaced one was « n’a pas changé », in green."""
    loan = shorter(loan, 9, boss)
    assert agreement_sums(loan) == ["", *kept_sums()]
    (said,) = answer(lead, school)
    assert "un autre l’a remplacé depuis, ou va le remplacer" in said


def test_one_text_signed_twice_in_a_day_is_two_papers(loan, boss):
    """December, architect 4, elsewhere: an end prolonged by mistake, brought back, then brought forward."""
    loan = prolong(loan, DUE + timedelta(days=9), today=TODAY, by=boss)
    loan = sign(prolong(loan, DUE, today=TODAY, by=boss), boss)
    loan = shorter(loan, 9, boss)
    assert agreement_sums(loan) == ["", *kept_sums()]
