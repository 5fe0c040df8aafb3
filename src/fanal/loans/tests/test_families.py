"""A family borrows: the guardian signs for themself, and is kept with the loan alone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from fanal.core.errors import RuleBroken
from fanal.core.retention.removal import keep_no_longer
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.loans.actions import lending
from fanal.loans.models import Guardian, Loan
from fanal.loans.reading.agreement import agreement_of
from fanal.loans.reading.lists import held_by
from fanal.loans.reading.papers import agreement_paper, late_letters
from fanal.loans.tests.conftest import TODAY, lend

pytestmark = pytest.mark.clock(TODAY)
HOME = [("Mme Martin", "1 rue du Port")]


def url(school, name, *args):
    return reverse(f"loans:{name}", args=[school.uai, *args])


def test_a_family_borrows_through_the_guardian_who_signs(lead, school, boss, pupil, tablets):
    """Issue 15: to a pupil, a family, a member of staff."""
    page = f"{url(school, 'loan_add')}?pour=famille"
    sent = {"pupil_typed": "martin", "machines": "T-01"}
    assert "qui emprunte pour la famille" in words_of(lead.post(page, sent).text)
    refused = words_of(lead.post(page, sent).text)
    assert "Le responsable qui emprunte : Donnez le nom" in refused.replace("\u00a0", " "), "as its field"
    assert "Premier responsable" not in refused
    answer = lead.post(page, sent | {"name_1": "Mme  Martin", "address_1": "1 rue du Port"}, follow=True)
    assert "Mme Martin, famille de Zoé MARTIN (6A)" in words_of(answer.text)
    with scope(school):
        loan = Loan.objects.get()
        agreement = agreement_of(loan, TODAY)
        assert agreement_paper(loan, TODAY)["signatures"][0]["who"] == "Mme Martin, responsable légal"
        assert held_by(pupil) == [], "a box at home is none of the tablets of the class"
    words = " ".join(run["text"] for block in agreement["blocks"] for run in block["runs"])
    assert "prête à  Mme Martin , pour la famille" in words
    assert "1 rue du Port" not in words, "December, second reading J7: an address serves letters"
    assert "famille de l’élève Zoé MARTIN, classe de 6A" in words
    assert 'value="Mme Martin"' in lead.get(url(school, "sign", loan.number)).text
    for typed in ("mme martin", "zoé", "6A"):
        assert "Mme Martin" in words_of(lead.get(f"{url(school, 'loan_list')}?q={typed}").text), typed


def test_another_guardian_borrows_until_it_is_signed(school, boss, pupil, tablets):
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss, until="prepared", guardians=HOME, is_for_family=True)
        with pytest.raises(RuleBroken, match="responsable qui emprunte"):
            lending.change_guardians(loan, [("", ""), ("", "")], by=boss)
        lending.change_guardians(loan, [("M. Martin", "2 rue du Phare")], by=boss)
        loan.refresh_from_db()
        assert loan.who == "M. Martin, famille de Zoé MARTIN (6A)"
        loan.for_pupil = "Alice MARTIN"
        assert loan.who == "M. Martin, famille d’Alice MARTIN (6A)", "« famille de Alice », said a newcomer"
        (letter,) = late_letters(loan, TODAY)
        assert letter["to"] == ["M. Martin", "2 rue du Phare"]


def test_only_a_family_borrows_for_a_pupil(school, boss, pupil, colleague, tablets):
    with scope(school):
        for borrower, name in ((pupil, "T-01"), (colleague, "T-02")):
            loan = lend(school, borrower, [name], boss, until="prepared")
            with pytest.raises(IntegrityError, match="loan_for_a_pupil_by_a_family"), transaction.atomic():
                Loan.objects.filter(pk=loan.pk).update(for_pupil="Zoé MARTIN")


def test_the_names_of_a_family_go_with_the_loan(school, boss, pupil, tablets):
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss, guardians=HOME, is_for_family=True)
        Loan.objects.update(state="closed", closed_on=TODAY - timedelta(days=400))
    keep_no_longer(timezone.now())
    with scope(school):
        loan.refresh_from_db()
        assert (loan.borrower, loan.for_pupil, loan.who) == ("", "", "Famille, nom effacé")
        assert not Guardian.objects.exists()


def test_what_a_family_has_is_asked_back_when_the_pupil_leaves(lead, school, boss, pupil, tablets):
    with scope(school):
        lend(school, pupil, ["T-01"], boss, guardians=HOME, is_for_family=True)
        type(pupil).objects.update(left_on=TODAY)
    sheet = reverse("movements:pupil_departure", args=[school.uai, pupil.pk])
    assert "T-01 (prêt n° 1)" in words_of(lead.get(sheet).text)


def test_the_text_for_families_is_the_school_s(lead, school):
    page = url(school, "family_terms")
    assert "{{emprunteur}}" in lead.get(page).text
    sent = {"title": "Prêt", "body": "{{emprunteur}} pour {{élève}} : {{matériel}}", "signatures": "1"}
    assert lead.post(page, sent).status_code == 302
    assert lead.post(page, sent | {"body": "{{responsables}}"}).status_code == 422
