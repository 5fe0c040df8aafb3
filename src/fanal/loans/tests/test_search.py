"""Loans in the one search box: for those who lend, and for nobody else."""

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.frozen.testing import empty
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Equipment
from fanal.loans.models import Loan
from fanal.loans.tests.conftest import TODAY, labels_of, lend

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def searched(school):
    def words(client, typed):
        return words_of(client.get(reverse("web:search", args=[school.uai]), {"q": typed}).text)

    return words


def test_a_loan_is_found_by_borrower_class_machine_and_label(lead, school, boss, pupil, tablets, searched):
    (code,) = labels_of(school, tablets[:1], boss)
    with scope(school):
        lend(school, pupil, ["T-01"], boss)
    for typed in ("martin", "zoe mart", "6A", "T-01", code):
        assert "prêt n° 1 · T-01 · En cours" in searched(lead, typed), typed
    assert "prêt n° 1" not in searched(lead, "T-02")


def test_who_has_what_is_found_by_those_who_lend_alone(client_of, school, boss, pupil, tablets, searched):
    with scope(school):
        lend(school, pupil, ["T-01"], boss)
    for role in (Role.TEACHER, Role.STAFF):
        assert "prêt n°" not in searched(client_of(school, role), "T-01")


def test_whoever_has_it_on_loan_finds_it_and_no_near_code(client_of, school, boss, tablets, searched):
    """« PORT-44 » is theirs, and is not « PORT-03 », which they do not look for."""
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        lend(school, teacher.membership.person, ["T-01"], boss)
        Equipment.objects.filter(name="T-02").update(holder=teacher.membership.person)
    assert (
        "T-01"
        in searched(teacher, "T-01").partition("Résultats pour « T-01 »")[2].partition("prêté à vous")[0]
    )
    assert "T-02" not in searched(teacher, "T-09").partition("Résultats pour « T-09 »")[2]
    assert "prêté à vous" not in searched(client_of(school, Role.TEACHER), "T-01")


def test_the_running_loan_comes_first_and_an_erased_one_is_not_found(
    lead, school, boss, pupil, colleague, tablets, searched
):
    with scope(school):
        lend(school, pupil, ["T-01"], boss)
        over = lend(school, colleague, ["T-02"], boss)
        Loan.objects.filter(pk=over.pk).update(state="closed", closed_on=TODAY)
    words = searched(lead, "T-0")
    assert words.index("prêt n° 1") < words.index("prêt n° 2")
    with scope(school):
        empty(over, borrower="")
    assert "prêt n° 2" not in searched(lead, "T-0")


def test_the_number_of_a_loan_finds_it_in_the_list(lead, school, boss, pupil, tablets):
    with scope(school):
        lend(school, pupil, ["T-01"], boss)
        lend(school, pupil, ["T-02"], boss)
    found = words_of(lead.get(reverse("loans:loan_list", args=[school.uai]), {"q": "n° 2"}).text)
    assert "T-02" in found
    assert "T-01" not in found


def test_a_list_without_a_match_leads_to_the_one_that_has_some(lead, school, boss, pupil, tablets):
    with scope(school):
        loan = lend(school, pupil, ["T-01"], boss)
        Loan.objects.filter(pk=loan.pk).update(state="closed", closed_on=TODAY)
    page = lead.get(reverse("loans:loan_list", args=[school.uai]), {"q": "martin"})
    assert "Voir dans « Terminés » (1)" in words_of(page.text)
    assert "Aucun prêt de cette liste ne correspond" in words_of(page.text)
    assert page.context["things"].elsewhere.url == "?vue=rendus&q=martin"


def test_the_papers_of_a_list_are_those_of_its_borrower(lead, school, boss, pupil, colleague, tablets):
    """« Seulement ce qui est prêté à Zoé »: the letters and the agreements were everybody's."""
    with scope(school):
        lend(school, pupil, ["T-01"], boss, until="prepared")
        lend(school, colleague, ["T-02"], boss, until="prepared")
    page = lead.get(reverse("loans:loan_list", args=[school.uai]), {"vue": "signer", "eleve": pupil.pk})
    assert page.context["things"].page.paginator.count == 1
    back = reverse("loans:papers_back", args=[school.uai])
    query = f"q=&eleve={pupil.pk}"
    assert page.context["query"] == query
    waiting = lead.get(f"{back}?{query}")
    assert [number for number, _ in waiting.context["form"].fields["loans"].choices] == [1]
    assert f"eleve={pupil.pk}&amp;tout=1" in waiting.text
    signed = lead.post(f"{back}?{query}", {"loans": ["1"], "papers_on": "2026-11-26"})
    assert signed.url.endswith(f"?vue=signer&eleve={pupil.pk}"), "back among those that one was signing"


def test_a_word_too_short_to_look_for_is_no_search(lead, school):
    """An empty list said « Retirez un mot » to whoever had typed one letter."""
    page = lead.get(reverse("loans:loan_list", args=[school.uai]), {"q": "a"})
    assert "Une classe » pour trente élèves" in words_of(page.text)
    assert "Retirez un mot" not in words_of(page.text)
    assert "Tapez au moins deux lettres" in words_of(page.text)


@pytest.mark.parametrize("number", ["", "abc", "-1", "²", "9" * 19, "987654"])
def test_a_borrower_who_is_nobody_is_not_everybody(lead, school, boss, pupil, tablets, number):
    """A link that was cut printed the agreements of all."""
    with scope(school):
        lend(school, pupil, ["T-01"], boss, until="prepared")
    for name in ("loan_list", "papers_back", "to_sign_file"):
        answer = lead.get(reverse(f"loans:{name}", args=[school.uai]), {"eleve": number})
        assert answer.status_code == 404
