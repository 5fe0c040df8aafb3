"""One search box: French, forgiving, and blind to what is not yours."""

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.helpdesk.tests.factories import HelpRequestFactory


@pytest.fixture
def page_of(client_of, school):
    """What a role finds for some words."""

    def search(role, words):
        return client_of(school, role).get(reverse("web:search", args=[school.uai]), {"q": words}).text

    with scope(school):
        HelpRequestFactory(school=school, text="Réseau coupé dans la salle d’été")
    return search


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("reseau", id="without accents"),
        pytest.param("RÉSEAU coupé", id="capitals, two words"),
        pytest.param("rés", id="the beginning of a word"),
        pytest.param("resau", id="a letter forgotten"),
        pytest.param("n° 1", id="its number"),
        pytest.param("1", id="its number alone"),
    ],
)
def test_the_lead_finds_it(page_of, words):
    assert "Réseau coupé" in page_of(Role.DIGITAL_LEAD, words)


def test_nothing_found_says_what_to_try(page_of):
    page = page_of(Role.DIGITAL_LEAD, "zygomatique")
    assert "Réseau coupé" not in page
    assert "Essayez un mot plus court" in page


def test_a_colleague_does_not_find_the_request_of_another(page_of):
    assert "Réseau coupé" not in page_of(Role.TEACHER, "reseau")


def test_another_school_finds_nothing(client_of, elsewhere, page_of):
    page = (
        client_of(elsewhere, Role.HEAD).get(reverse("web:search", args=[elsewhere.uai]), {"q": "reseau"}).text
    )
    assert "Réseau coupé" not in page
