"""The variants of académies: which one applies, another one taken over, and what the school wrote itself."""

import pytest
from django.urls import reverse

from fanal.accounts.models import Academy
from fanal.accounts.models.roles import Role
from fanal.agenda.actions import template as actions
from fanal.agenda.models import TaskTemplate
from fanal.agenda.reading.variants import variant_rows
from fanal.agenda.rules.catalogue import known_academy
from fanal.agenda.tests.actors import TODAY, actor
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.templatetags.fanal import french
from fanal.core.tenancy import scope

ALL = ["leavers", "directory-check", "register"]
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def here(school):
    with scope(school):
        actions.adopt_templates(school, by=actor())
        yield school


def held(school):
    return {row.template.code: row.origin for row in variant_rows(school, "")}


def test_an_academie_is_known_by_its_code_however_it_was_typed():
    assert known_academy("academie-de-creteil") == known_academy("creteil") == "creteil"
    assert known_academy("academie-daix-marseille") == "aix-marseille"
    assert known_academy("academie-de-dijon") == ""


def test_the_variant_of_another_academie_is_taken_over_once(here):
    assert set(held(here).values()) == {"version commune"}
    assert actions.adopt_variant(here, "creteil", ALL, by=actor()) == 1
    assert actions.adopt_variant(here, "creteil", ALL, by=actor()) == 0
    assert held(here) == {
        "leavers": "version de Créteil, Paris et Versailles",
        "directory-check": "version commune",
    }
    template = TaskTemplate.objects.for_school(here).get(code="leavers")
    assert ("trois mois" in template.detail, template.certainty) == (True, "read")
    assert actions.adopt_variant(here, "", ALL, by=actor()) == 1
    assert set(held(here).values()) == {"version commune"}
    verbs = JournalEntry.objects.for_school(here).values_list("verb", flat=True)
    assert list(verbs).count("missions.template_varied") == 2


def test_only_what_is_ticked_and_known_changes(here):
    assert actions.adopt_variant(here, "nice", ["leavers", "register"], by=actor()) == 0
    with pytest.raises(RuleBroken):
        actions.adopt_variant(here, "atlantide", ALL, by=actor())
    with pytest.raises(NotAllowed):
        actions.adopt_variant(here, "nice", ALL, by=actor(Role.TEACHER))


def test_the_page_says_whose_words_the_templates_have_and_takes_another_s(here, client_of):
    here.academy = Academy.objects.create(code="academie-de-paris", name="Académie de Paris")
    here.save()
    TaskTemplate.objects.for_school(here).filter(code="directory-check").update(detail="À notre façon")
    browser = client_of(here, Role.HEAD)
    address = reverse("agenda:variants", args=[here.uai])
    page = browser.get(address).text
    assert "Académie de Paris" in page
    assert "trois mois" in page
    assert "modifiée par votre établissement" in page
    assert "la vôtre sera remplacée" in page
    answer = browser.post(address, {"academie": "paris", "code": ["leavers"]})
    assert french("1 modèle changé.") in browser.get(answer.url).text
    assert "version de Créteil, Paris et Versailles" in browser.get(address).text
    common = browser.get(address, {"academie": "commune"}).text
    assert "Version commune" in common
    assert browser.post(address, {"academie": "atlantide"}).status_code == 422
    assert client_of(here, Role.BURSAR).get(address).status_code == 403


def test_a_school_without_templates_is_told_so(client_of, school):
    page = client_of(school, Role.DIGITAL_LEAD).get(reverse("agenda:variants", args=[school.uai])).text
    assert french("Vos modèles ne sont pas encore repris") in page
