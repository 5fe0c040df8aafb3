"""« Annuler ce retour »: a return that was noted by mistake."""

import pytest
from django.urls import reverse

from fanal.core.errors import RuleBroken
from fanal.core.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Custody
from fanal.loans.actions import returning
from fanal.loans.actions.returning import ReturnInput, give_back, undo_return
from fanal.loans.rules.loan import Outcome, undo_refusals
from fanal.loans.tests.conftest import DUE, TODAY, lend, moment

pytestmark = pytest.mark.clock(TODAY)


def test_a_return_noted_by_mistake_is_undone_the_same_day(lead, school, boss, pupil, tablets):
    """Nothing undid it: a new loan, and a new agreement to sign, were the only way."""
    with scope(school):
        loan = lend(school, pupil, ["T-01", "T-02"], boss)
        item = loan.items.order_by("pk").first()
        since = item.custody.span.lower
        returning.give_back_scanned(school, ["T-01", "T-02"], **moment(boss))
    page = reverse("loans:loan_page", args=[school.uai, loan.number])
    assert words_of(lead.get(page).text).count("Annuler ce retour") == 2
    undo = reverse("loans:return_undo", args=[school.uai, loan.number, item.pk])
    assert "de nouveau à rendre" in words_of(lead.post(undo, follow=True).text)
    assert lead.post(undo).status_code == 302, "undone twice is undone once"
    with scope(school):
        loan.refresh_from_db()
        item.refresh_from_db()
        assert (loan.state, loan.closed_on) == ("out", None)
        assert (item.outcome, item.ended_on) == (Outcome.OUT, None)
        held = Custody.objects.for_school(school).lent().get()
        assert (held.span.lower, held.span.upper) == (since, None)
        assert JournalEntry.objects.filter(school=school, verb="loans.return_undone").count() == 2
        give_back(loan, [item.pk], ReturnInput(), **moment(boss))
        assert loan.items.out().count() == 0


def test_a_return_is_not_undone_once_somebody_else_has_the_machine(school, boss, pupil, colleague, tablets):
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss)
        item = loan.items.get()
        give_back(loan, [item.pk], ReturnInput(), **moment(boss))
        lend(school, colleague, ["T-01"], boss)
        with pytest.raises(RuleBroken, match="« T-01 » est déjà pris par quelqu’un d’autre"):
            undo_return(loan, item.pk, **moment(boss))
        assert Custody.objects.for_school(school).lent().get().person == colleague
        loan.refresh_from_db()
        assert loan.state == "closed"


def test_another_day_another_end_or_an_exchange_is_not_undone():
    assert undo_refusals(Outcome.BACK, TODAY, TODAY, is_exchanged=False) == []
    assert "le jour où il est noté" in undo_refusals(Outcome.BACK, TODAY, DUE, is_exchanged=False)[0]
    assert "Seul « Rendu » s’annule" in undo_refusals(Outcome.LOST, TODAY, TODAY, is_exchanged=False)[0]
    assert "a été échangé" in undo_refusals(Outcome.BACK, TODAY, TODAY, is_exchanged=True)[0]
