"""The needs of the service as a paper: a draft says so, a closed one keeps its figures."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.agenda.tests.actors import actor
from fanal.core.tenancy import scope
from fanal.missions.actions import sharing as actions
from fanal.missions.reading.needs_paper import TO_WRITE, needs_paper

YEAR, TODAY = "2026-2027", date(2026, 11, 26)
WRITTEN = {
    "academic_part": "",
    "projects": "Tablettes",
    "expertise": "",
    "sites": 3,
    "appreciation": "Deux jours.",
}
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def autumn():
    with time_machine.travel("2026-11-26 09:00+01:00", tick=False):
        yield


def test_the_needs_have_their_paper_for_the_head_to_sign(school):
    """verified.md § 5: missing papers, needs."""
    moment = {"today": TODAY}
    with scope(school):
        draft = needs_paper(school, YEAR, **moment)
        assert draft["words"] == [["Appréciation", [TO_WRITE]]]
        assert draft["state"].startswith("Projet, au 26 novembre 2026")
        head = actor(Role.HEAD, PersonFactory(school=school))
        needs = actions.write_needs(school, YEAR, WRITTEN, by=head)
        actions.close_needs(needs, **moment, by=head)
        paper = needs_paper(school, YEAR, **moment)
    assert paper["state"] == "Fiche arrêtée le 26 novembre 2026."
    assert paper["words"] == [["Appréciation", ["Deux jours."]], ["Sites", ["3"]], ["Projets", ["Tablettes"]]]
    assert {len(row) for row in paper["figures"]} == {5}
    assert all(cell for row in paper["figures"] for cell in row)


@pytest.mark.parametrize(
    ("role", "status"), [(Role.HEAD, 200), (Role.DIGITAL_LEAD, 200), (Role.TEACHER, 403)]
)
def test_who_prints_the_needs(client_of, school, role, status):
    browser = client_of(school, role)
    address = reverse("shares:needs_file", args=[school.uai, YEAR])
    answer = browser.get(address)
    assert answer.status_code == status
    assert answer.content.startswith(b"%PDF") == (status == 200)
    assert browser.get(reverse("shares:needs_file", args=[school.uai, "1999-2000"])).status_code in {403, 404}
    if status == 200:
        assert address in browser.get(reverse("shares:needs", args=[school.uai]) + f"?annee={YEAR}").text
