from datetime import date

import pytest
from django.urls import reverse

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.imports.models import Import
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.steering.actions import action, plan, version
from fanal.steering.models import Objective, ProjectAction, ProjectVersion

TODAY = date(2026, 11, 26)
VERSION = {
    "standing": "internal",
    "title": "Projet numérique",
    "first_year": 2026,
    "years": 3,
    "introduction": "",
}
ACTION = {
    "title": "Acheter douze tablettes",
    "kind": "equip",
    "disciplines": [],
    "owner": None,
    "owner_words": "",
    "starts_on": date(2026, 9, 1),
    "ends_on": date(2027, 6, 30),
    "budget_cents": 480_000,
    "payer": "authority",
}
TABLE = (
    "Axe;Objectif;Action;Responsable;Fin;Budget;État\n"
    "Équiper;Salles;Acheter des écrans;Ada Hamel;30/06/2027;4 800 €;En cours\n"
    ";;Poser des prises;Agents;31/12/2026;;Prévue\n"
    "Former;ENT;Atelier;Mme Personne;demain;;Prévue\n"
)


@pytest.fixture
def boss(school):
    """The head, as who acts."""
    with scope(school):
        return actor_of(PersonFactory(school=school), Role.HEAD)


@pytest.fixture
def digital_lead(school):
    with scope(school):
        return actor_of(PersonFactory(school=school), Role.DIGITAL_LEAD)


def begun(school, by, **about) -> ProjectVersion:
    """A draft, inside `scope(school)`."""
    return version.begin_version(school, VERSION | about, today=TODAY, by=by)


def planned(draft, by, *titles, axis="Des usages utiles") -> list[Objective]:
    """An axis of a draft with these objectives."""
    made = plan.add_axis(draft, {"title": axis, "text": ""}, by=by)
    return [plan.add_objective(made, {"title": title, "text": "", "expected": ""}, by=by) for title in titles]


def acted(objective, by, **about) -> ProjectAction:
    return action.add_action(objective, ACTION | about, by=by)


def adopted(draft, by, today=TODAY) -> ProjectVersion:
    return version.adopt_version(draft, today=today, by=by)


def url(school, name, *args):
    return reverse(f"steering:{name}", args=[school.uai, *args])


def brought(lead, school, text=TABLE):
    """The number of an import that is planned."""
    page = lead.post(url(school, "import_start"), {"pasted": text}, follow=True)
    assert page.status_code == 200, words_of(page.text)
    with scope(school):
        imported = Import.objects.for_school(school).latest("pk")
    sent = {f"column-{rank}": code for rank, code in enumerate(imported.columns)}
    lead.post(url(school, "import_columns", imported.number), sent)
    with scope(school):
        imported.refresh_from_db()
    return imported


def applied(lead, school, imported):
    return lead.post(url(school, "import_apply", imported.number), {"shown": imported.root}, follow=True)
