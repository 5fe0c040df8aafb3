"""« Signées sur papier et remises »: the papers of a class, given in together."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.loans.actions import lending
from fanal.loans.actions.classes import papers_came_back
from fanal.loans.models import Loan
from fanal.loans.rules.loan import MOST_PAPERS
from fanal.loans.tests.conftest import TODAY, lend, moment, pupils

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def waiting(school, boss, tablets) -> list[Loan]:
    """Three loans of a class whose agreements went home."""
    many = pupils(school, 3)
    with scope(school):
        return [
            lend(school, pupil, [f"T-0{rank}"], boss, until="prepared") for rank, pupil in enumerate(many, 1)
        ]


def test_the_papers_of_a_class_are_noted_together(lead, school, boss, waiting):
    """One loan at a time, a class of 26 took some 130 presses."""
    page = reverse("loans:papers_back", args=[school.uai])
    listed = lead.get(f"{reverse('loans:loan_list', args=[school.uai])}?vue=signer").text
    assert f'href="{page}?q="' in listed
    assert " checked" not in lead.get(page).text
    assert lead.get(f"{page}?tout=1").text.count(" checked") == 3
    with scope(school):
        lending.cancel_loan(waiting[0], **moment(boss))
    sent = {"loans": [loan.number for loan in waiting], "papers_on": TODAY.isoformat()}
    said = words_of(lead.post(page, sent, follow=True).text)
    assert "2 prêts sont déclarés signés et remis. Laissés : Prêt n° 1" in said
    assert "Ce prêt est terminé : il n’y a rien à signer." in said
    with scope(school):
        rows = Loan.objects.for_school(school).order_by("number")
        assert [row.state for row in rows] == ["cancelled", "out", "out"]
        assert [row.signed_on for row in rows] == [None, TODAY, TODAY]
        assert {one.words for row in rows[1:] for one in row.signatures.all()} == {
            "Signataire à lire sur l’original"
        }


def test_a_day_to_come_or_before_the_loan_and_too_many_are_refused(school, boss, waiting):
    numbers = [loan.number for loan in waiting]
    with scope(school):
        for day, why in ((TODAY + timedelta(days=1), "à venir"), (TODAY - timedelta(days=1), "depuis le")):
            with pytest.raises(RuleBroken, match=why):
                papers_came_back(school, numbers, day, **moment(boss))
        with pytest.raises(RuleBroken, match="pas plus"):
            papers_came_back(school, range(1, MOST_PAPERS + 2), TODAY, **moment(boss))
        assert Loan.objects.for_school(school).to_sign().count() == 3


def test_one_wrong_day_is_said_once(lead, school, waiting):
    """A class had one sentence thirty times."""
    sent = {
        "loans": [loan.number for loan in waiting],
        "papers_on": (TODAY + timedelta(days=1)).isoformat(),
    }
    said = words_of(lead.post(reverse("loans:papers_back", args=[school.uai]), sent).text)
    assert said.count("Ce jour est à venir") == 1
    assert "Prêts n° 1, 2 et 3 : Ce jour est à venir" in said


def test_only_who_lends_notes_papers(client_of, school, waiting):
    page = reverse("loans:papers_back", args=[school.uai])
    sent = {"loans": [loan.number for loan in waiting], "papers_on": TODAY.isoformat()}
    for role in (Role.TEACHER, Role.STAFF):
        assert client_of(school, role).post(page, sent).status_code == 403
