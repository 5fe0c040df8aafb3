"""An import of actions that is undone takes back what it wrote, and nothing that came after it."""

from datetime import date

import pytest

from fanal.core.database.order import Step
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.steering.actions import plan
from fanal.steering.models import Objective, ProjectAction, ProjectAxis
from fanal.steering.tests.conftest import TODAY, applied, begun, brought, url

pytestmark = pytest.mark.clock(TODAY)
HEADERS = "Axe;Objectif;Action;Fin;Budget;État\n"


@pytest.fixture
def written(lead, school, digital_lead):
    """Import a table of these lines into a draft."""
    with scope(school):
        begun(school, digital_lead)

    def write(lines):
        imported = brought(lead, school, HEADERS + lines)
        applied(lead, school, imported)
        return imported

    return write


def undone(lead, school, imported):
    return words_of(lead.post(url(school, "import_undo", imported.number), follow=True).text)


def test_the_day_when_an_action_was_done_comes_back_with_its_state(lead, school, written):
    written("Équiper;Salles;Poser des prises;01/03/2026;;Fait\n")
    later = written("Équiper;Salles;Poser des prises;;;En cours\n")
    with scope(school):
        assert ProjectAction.objects.for_school(school).get().done_on is None
    undone(lead, school, later)
    with scope(school):
        row = ProjectAction.objects.for_school(school).get()
        assert (row.state, row.done_on) == ("done", date(2026, 3, 1))


def test_an_action_that_a_later_table_changed_stays(lead, school, written):
    first = written("Équiper;Salles;Poser des prises;;;\n;;Acheter des écrans;;;\n")
    later = written("Équiper;Salles;Poser des prises;;500;\n")
    said = undone(lead, school, first)
    assert "1 action retirée" in said
    assert "1 action touchée depuis : laissée en place" in said
    with scope(school):
        assert ProjectAction.objects.for_school(school).get().budget_cents == 50_000
    assert "1 remise comme avant" in undone(lead, school, later)


def test_a_later_table_that_was_undone_holds_nothing_back(lead, school, written):
    first = written("Équiper;Salles;Poser des prises;;;\n")
    undone(lead, school, written("Équiper;Salles;Poser des prises;;500;\n"))
    assert "1 action retirée" in undone(lead, school, first)


def test_an_objective_that_somebody_wrote_since_stays_and_is_named(lead, school, written, digital_lead):
    """A head writes the text of an objective that a table brought, then undoes the table."""
    imported = written("Équiper;Salles;Poser des prises;;;\n;Prêt;Acheter un chariot;;;\n")
    with scope(school):
        rooms = Objective.objects.for_school(school).select_related("axis__version").get(title="Salles")
        about = {"title": "Salles de classe", "text": "Un long texte", "expected": ""}
        plan.change_objective(rooms, about, by=digital_lead)
    said = undone(lead, school, imported)
    assert "2 actions retirées" in said
    assert "Réécrit depuis, donc toujours là : « Salles de classe »." in said
    with scope(school):
        left = Objective.objects.for_school(school).get()
        assert (left.text, left.rank, left.axis.title) == ("Un long texte", 1, "Équiper")


def test_an_axis_that_somebody_wrote_since_stays_and_one_that_moved_goes(lead, school, written, digital_lead):
    imported = written("Équiper;Salles;Poser des prises;;;\nFormer;ENT;Atelier;;;\n")
    with scope(school):
        first, second = ProjectAxis.objects.for_school(school).select_related("version").order_by("rank")
        plan.change_axis(first, {"title": "Équiper", "text": "Pourquoi"}, by=digital_lead)
        plan.move_axis(second, Step.UP, by=digital_lead)
    assert "Réécrit depuis, donc toujours là : « Équiper »." in undone(lead, school, imported)
    with scope(school):
        assert ProjectAxis.objects.for_school(school).get().text == "Pourquoi"
