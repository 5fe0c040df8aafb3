"""A request over one's data: noted, extended with a reason, answered, with the letter of each moment."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.clock.testing import today
from fanal.core.tenancy import scope
from fanal.privacy.models import RightsRequest

pytestmark = pytest.mark.django_db


def url(name, school, *args):
    return reverse(f"privacy:{name}", args=[school.uai, *args])


def fields(**changes):
    day = today() - timedelta(days=10)
    return {"who": "Mme Roy", "right": "access", "received_on": f"{day}", "answer": "none"} | changes


def test_from_the_request_to_its_answer(head, school):
    for _ in range(2):
        head.post(url("rights_add", school), fields(key="k" * 20))
    page = url("rights_page", school, 1)
    assert "identité" in head.get(page).text
    assert head.get(url("rights_letter", school, 1)).content.startswith(b"%PDF")
    day = today()
    more = fields(is_identified="on", extended_on=f"{day}", extension_reason="Douze dossiers")
    head.post(url("rights_change", school, 1), more)
    assert "Douze dossiers" in head.get(page).text
    assert (
        head.post(url("rights_change", school, 1), fields(answer="no", answered_on=f"{day}")).status_code
        == 422
    )
    done = fields(answer="no", answered_on=f"{day}", answer_reason="Il s’agit d’un autre élève.")
    head.post(url("rights_change", school, 1), done)
    assert "Refusée" in head.get(url("rights_list", school)).text
    assert head.get(url("rights_letter", school, 1)).content.startswith(b"%PDF")
    with scope(school):
        assert RightsRequest.objects.for_school(school).count() == 1


@pytest.mark.parametrize("role", [Role.TEACHER, Role.BURSAR])
def test_others_read_none(client_of, school, role):
    assert client_of(school, role).get(url("rights_list", school)).status_code == 403
