"""« Annuler ce retour »: a return that was noted by mistake."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fanal.core.errors import RuleBroken
from fanal.core.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Custody, Equipment
from fanal.loans.actions import corrections, returning
from fanal.loans.actions.corrections import undo_return
from fanal.loans.actions.returning import ItemEnding, give_back
from fanal.loans.reading.clearance import clearance_paper
from fanal.loans.rules.loan import Outcome, recover_refusals, undo_refusals
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
        give_back(loan, [item.pk], ItemEnding(), **moment(boss))
        assert loan.items.out().count() == 0


def test_a_return_is_not_undone_once_somebody_else_has_the_machine(school, boss, pupil, colleague, tablets):
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss)
        item = loan.items.get()
        give_back(loan, [item.pk], ItemEnding(), **moment(boss))
        lend(school, colleague, ["T-01"], boss)
        with pytest.raises(RuleBroken, match="« T-01 » est déjà pris par quelqu’un d’autre"):
            undo_return(loan, item.pk, **moment(boss))
        assert Custody.objects.for_school(school).lent().get().person == colleague
        loan.refresh_from_db()
        assert loan.state == "closed"


@pytest.mark.parametrize("outcome", ["damaged", "lost", "stolen"])
def test_whatever_was_noted_by_mistake_is_undone_with_the_state_that_it_gave(
    lead, school, boss, pupil, tablets, outcome
):
    """« Perdu » pressed for « Rendu » stayed on the loan for ever, and on the quitus of the pupil."""
    with scope(school):
        Equipment.objects.filter(name="T-01").update(state="stock")
        loan = lend(school, pupil, ["T-01"], boss)
        item = loan.items.get()
        give_back(loan, [item.pk], ItemEnding(Outcome(outcome), complaint="2026/12"), **moment(boss))
        assert Equipment.objects.get(name="T-01").state != "stock"
    undo = reverse("loans:return_undo", args=[school.uai, loan.number, item.pk])
    assert f'action="{undo}"' in lead.get(reverse("loans:loan_page", args=[school.uai, loan.number])).text
    answer = words_of(lead.post(undo, follow=True).text)
    assert "T-01 est de nouveau à rendre. Sa fiche dit « En réserve »." in answer
    with scope(school):
        loan.refresh_from_db()
        item.refresh_from_db()
        assert (loan.state, item.outcome, item.complaint, item.ended_on) == ("out", "out", "", None)
        assert Equipment.objects.get(name="T-01").state == "stock"
        assert Custody.objects.for_school(school).lent().count() == 1


def test_a_state_that_somebody_changed_since_is_left_as_it_is(school, boss, pupil, tablets):
    """The house sentence sent there: the machine was put in service on its page first."""
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss)
        item = loan.items.get()
        give_back(loan, [item.pk], ItemEnding(Outcome.LOST), **moment(boss))
        Equipment.objects.filter(name="T-01").update(state="stock")
        undo_return(loan, item.pk, **moment(boss))
        assert Equipment.objects.get(name="T-01").state == "stock"
        give_back(loan, [item.pk], ItemEnding(Outcome.LOST), **moment(boss))
        Equipment.objects.filter(name="T-01").update(state="repair")
        with pytest.raises(RuleBroken, match="ne peut pas sortir : en réparation"):
            undo_return(loan, item.pk, **moment(boss))


def test_what_was_lost_and_is_there_again_another_day_is_given_back(lead, school, boss, pupil, tablets):
    """Another day nothing could be said: list and quitus told of a lost tablet that lay on the desk."""
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss)
        item = loan.items.get()
        give_back(loan, [item.pk], ItemEnding(Outcome.LOST, "dans le car"), **moment(boss))
        loan.items.update(ended_on=TODAY - timedelta(days=9))
    page = reverse("loans:loan_page", args=[school.uai, loan.number])
    form = reverse("loans:item_recovered", args=[school.uai, loan.number, item.pk])
    shown = lead.get(page).text
    assert f'href="{form}"' in shown
    assert "Annuler ce retour" not in shown
    answer = words_of(lead.post(form, {"remark": "au CDI"}, follow=True).text)
    assert "T-01 est noté rendu aujourd’hui. Sa fiche dit « En service »." in answer
    assert "Perdu le 17 novembre 2026, retrouvé depuis : au CDI ; noté d’abord : dans le car" in answer
    with scope(school):
        item.refresh_from_db()
        assert (item.outcome, item.ended_on) == (Outcome.BACK, TODAY)
        assert clearance_paper(pupil, TODAY)["rows"] == []
        assert JournalEntry.objects.filter(school=school, verb="loans.item_recovered").count() == 1
    again = lead.post(form, {"remark": "encore"})
    assert again.status_code == 422
    assert "Seul un appareil perdu ou volé se retrouve" in words_of(again.text)


def test_another_day_or_an_exchange_is_not_undone():
    assert undo_refusals(Outcome.BACK, TODAY, TODAY, is_exchanged=False) == []
    assert undo_refusals(Outcome.LOST, TODAY, TODAY, is_exchanged=False) == []
    assert "le jour où il est noté" in undo_refusals(Outcome.BACK, TODAY, DUE, is_exchanged=False)[0]
    assert "notez « Retrouvé »" in undo_refusals(Outcome.LOST, TODAY, DUE, is_exchanged=False)[0]
    assert "Seul un retour s’annule" in undo_refusals(Outcome.OWNED, TODAY, TODAY, is_exchanged=False)[0]
    assert "a été échangé" in undo_refusals(Outcome.BACK, TODAY, TODAY, is_exchanged=True)[0]
    assert "sont effacés" in recover_refusals(Outcome.LOST, is_erased=True)[0]


def test_what_was_decided_of_a_loss_is_corrected_and_never_emptied(lead, school, boss, pupil, tablets):
    """An attacker, December 2026: whoever emptied it stopped an erasure for years."""
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss)
        item = loan.items.get()
        returning.give_back(loan, [item.pk], ItemEnding(Outcome.LOST), **moment(boss))
        corrections.complete(loan, item.pk, {"decision": "Rien n’est réclamé"}, by=boss)
        with pytest.raises(RuleBroken, match="ne s’efface pas"):
            corrections.complete(loan, item.pk, {"decision": " "}, by=boss)
        corrections.complete(loan, item.pk, {"decision": "30 €"}, by=boss)
