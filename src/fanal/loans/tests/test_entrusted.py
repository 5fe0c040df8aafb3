"""What is entrusted to somebody becomes a loan in one press (December § 4.4)."""

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.loans.models import Loan
from fanal.loans.tests.conftest import TODAY, made, url

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def laptop(school, tablets, colleague):
    """T-01, entrusted to Ada Hamel."""
    with scope(school):
        tablets[0].holder = colleague
        tablets[0].save(update_fields=["holder"])
    return tablets[0]


def test_one_press_makes_a_loan_of_what_is_entrusted(lead, school, laptop, colleague):
    record = reverse("equipment:equipment_page", args=[school.uai, laptop.number])
    assert "En faire un prêt" in words_of(lead.get(record).text)
    answer = lead.post(url(school, "entrusted_lend", laptop.pk), follow=True)
    assert "Faites signer la convention" in words_of(answer.text)
    (loan,) = made(school)
    with scope(school):
        laptop.refresh_from_db()
        assert (laptop.holder, loan.person, loan.due_on) == (None, colleague, None)
        assert [str(item) for item in loan.items.out()] == ["T-01"]
    again = lead.post(url(school, "entrusted_lend", laptop.pk))
    assert again.status_code == 422
    assert "n’est plus confié à personne" in words_of(again.text)
    assert "En faire un prêt" not in words_of(lead.get(record).text)


def test_what_is_refused_leaves_it_entrusted(lead, school, laptop, colleague):
    with scope(school):
        colleague.left_on = TODAY
        colleague.save(update_fields=["left_on"])
    answer = lead.post(url(school, "entrusted_lend", laptop.pk))
    assert answer.status_code == 422
    with scope(school):
        laptop.refresh_from_db()
        assert laptop.holder == colleague
        assert not Loan.objects.for_school(school).exists()


def test_only_who_lends_may(client_of, school, laptop):
    teacher = client_of(school, Role.TEACHER)
    assert teacher.post(url(school, "entrusted_lend", laptop.pk)).status_code == 403
