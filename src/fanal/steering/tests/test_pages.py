"""The pages of the project: who reads what, what a form says, what a file holds."""

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, words_of
from fanal.steering.actions import plan
from fanal.steering.models import Objective, ProjectVersion
from fanal.steering.tests.conftest import TODAY, acted, adopted, begun, planned, url

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def in_force(school, boss):
    with scope(school):
        draft = begun(school, boss, introduction="D’où l’on part.")
        first, _ = planned(draft, boss, "Équiper les salles", "Former à l’ENT")
        acted(first, boss)
        return adopted(draft, boss)


def test_a_project_from_nothing_to_its_version_in_force(head, school):
    """Issue point 1, by the screens: axes, objectives, actions, opinion, adoption."""
    assert "Préparer le projet" in words_of(head.get(url(school, "project")).text)
    sent = {"title": "Projet", "first_year": "2026", "years": "3", "standing": "internal", "introduction": ""}
    page = head.post(url(school, "version_begin"), sent, follow=True)
    assert "En préparation" in words_of(page.text)
    with scope(school):
        draft = ProjectVersion.objects.for_school(school).get()
    head.post(url(school, "axis_add", draft.pk), {"title": "Équiper", "text": ""})
    axis = _only(school, draft.axes)
    head.post(url(school, "objective_add", axis.pk), {"title": "Salles", "text": "", "expected": "36 sur 36"})
    objective = _only(school, axis.objectives)
    action = {"title": "Acheter", "kind": "equip", "payer": "authority", "budget_cents": "4 800"}
    page = head.post(url(school, "action_add", objective.pk), action, follow=True)
    assert "4 800,00 €" in words_of(page.text)
    vote = {"given_on": "2026-11-20", "votes_for": "14", "votes_against": "2", "abstained": "1", "remark": ""}
    page = head.post(url(school, "opinion", draft.pk, "board"), vote, follow=True)
    assert "14 pour, 2 contre, 1 abstention" in words_of(page.text)
    page = head.post(url(school, "version_adopt", draft.pk), follow=True)
    assert "est en vigueur" in words_of(page.text)
    assert "Modifier" not in words_of(page.text)
    assert head.post(url(school, "axis_add", draft.pk), {"title": "x", "text": ""}).status_code == 403


def _only(school, rows):
    with scope(school):
        return rows.get()


def test_a_text_typed_while_the_version_comes_into_force_is_given_back(school, client_of, boss):
    """Every form of the project: what was typed and differs, under its label; the rest is left out."""
    with scope(school):
        draft = begun(school, boss)
        (objective,) = planned(draft, boss, "Former à l’ENT")
        adopted(draft, boss)
    sent = {"title": "Former à l’ENT", "text": "Trois heures par an.", "expected": ""}
    answer = client_of(school, Role.DIGITAL_LEAD).post(url(school, "objective_change", objective.pk), sent)
    assert answer.status_code == 403
    assert "Précisions" in words_of(answer.text)
    assert "readonly>Trois heures par an.</textarea>" in answer.text
    assert answer.text.count("readonly") == 1


def test_a_project_of_later_years_says_what_begins_anew_and_asks_before_it_is_read(head, school, in_force):
    sent = {"title": "Projet", "first_year": "2029", "years": "3", "standing": "internal", "introduction": ""}
    page = head.post(url(school, "version_begin"), sent, follow=True)
    assert "les autres sont à prévoir de nouveau" in words_of(page.text)
    assert "ne commencent que le 1er septembre 2029" in page.text.replace("\u00a0", " ")
    draft = page.context["project_version"]
    line = words_of(head.get(url(school, "timeline"), {"version": draft.pk}).text)
    assert "1 action sans date dans les années du projet (2029-2032)" in line
    page = head.post(url(school, "version_change", draft.pk), sent | {"title": "Suite"}, follow=True)
    assert "à prévoir de nouveau" not in words_of(page.text), "it is said once"


def test_a_colleague_reads_the_version_in_force_without_its_budgets(teacher, school, in_force, boss):
    with scope(school):
        draft = begun(school, boss)
        later = planned(draft, boss, "Plus tard", axis="Autre")[0]
    page = teacher.get(url(school, "project"))
    assert "Équiper les salles" in words_of(page.text)
    assert "Plus tard" not in page.text
    with scope(school):
        objective = in_force.axes.get().objectives.order_by("rank")[0]
    shown = teacher.get(url(school, "objective_page", objective.pk))
    assert "Acheter douze tablettes" in words_of(shown.text)
    assert "4 800" not in shown.text
    answer = teacher.get(url(school, "project_export", in_force.pk, "csv"))
    assert "Budget, en euros" not in read_table(b"".join(answer.streaming_content), "a.csv").headers
    assert teacher.get(url(school, "version_page", draft.pk)).status_code == 404
    assert teacher.get(url(school, "objective_page", later.pk)).status_code == 404
    for page_name in ("coverage", "version_list", "import_start", "grid_list"):
        assert teacher.get(url(school, page_name)).status_code == 403
    assert teacher.get(url(school, "project_paper", in_force.pk)).status_code == 403


@pytest.mark.parametrize("role", [Role.DEPUTY, Role.BURSAR])
def test_the_rest_of_the_team_reads_the_money_and_writes_nothing(client_of, school, in_force, role, boss):
    client = client_of(school, role)
    with scope(school):
        draft = begun(school, boss)
        objective = in_force.axes.get().objectives.order_by("rank")[0]
    assert "4 800,00 €" in words_of(client.get(url(school, "objective_page", objective.pk)).text)
    assert client.get(url(school, "coverage")).status_code == 200
    assert client.post(url(school, "axis_add", draft.pk), {"title": "x", "text": ""}).status_code == 403
    assert client.post(url(school, "version_adopt", draft.pk)).status_code == 403


def test_a_project_of_another_school_does_not_exist(client_of, elsewhere, school, in_force, boss):
    client = client_of(elsewhere, Role.HEAD)
    with scope(school):
        axis = in_force.axes.get()
        objective = axis.objectives.order_by("rank")[0]
        action = objective.actions.get()
    for name, key in (
        ("version_page", in_force.pk),
        ("axis_change", axis.pk),
        ("objective_page", objective.pk),
        ("action_advance", action.pk),
    ):
        assert client.get(url(elsewhere, name, key)).status_code == 404
    assert client.post(url(elsewhere, "version_adopt", in_force.pk)).status_code == 404


def test_a_button_read_leads_to_its_page(head, school, boss):
    with scope(school):
        draft = begun(school, boss)
        (objective,) = planned(draft, boss, "Former")
    answer = head.get(url(school, "axis_down", objective.axis_id))
    assert (answer.status_code, answer["Location"]) == (302, url(school, "version_page", draft.pk))
    answer = head.post(url(school, "axis_remove", objective.axis_id))
    assert answer.status_code == 422
    assert "Cet axe a des objectifs" in words_of(answer.text)


def test_pressing_twice_moves_once(head, school, boss):
    with scope(school):
        draft = begun(school, boss)
        _, _, third = planned(draft, boss, "Un", "Deux", "Trois")
    for _ in range(2):
        head.post(url(school, "objective_up", third.pk), {"key": "k" * 20})
    with scope(school):
        third.refresh_from_db()
    assert third.rank == 2


def test_the_paper_says_the_plan_and_the_opinions(head, school, in_force):
    answer = head.get(url(school, "project_paper", in_force.pk))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert answer.content == head.get(url(school, "project_paper", in_force.pk)).content


def test_the_time_line_shows_each_action_and_whose_it_is(client_of, school, boss):
    client = client_of(school, Role.TEACHER)
    with scope(school):
        draft = begun(school, boss)
        (objective,) = planned(draft, boss, "Former")
        mine = {"owner": client.membership.person, "title": "La mienne", "starts_on": None}
        acted(objective, boss, **mine, ends_on=TODAY.replace(day=1))
        acted(objective, boss, title="Une autre", starts_on=None, ends_on=None)
        adopted(draft, boss)
    page = client.get(url(school, "timeline"))
    assert "La mienne" in words_of(page.text)
    assert "1 action sans date" in words_of(page.text)
    assert "Une autre" not in client.get(url(school, "timeline"), {"vue": "les-miennes"}).text
    home = client.get(reverse("web:home", args=[school.uai]))
    assert "1 action du projet numérique en retard" in words_of(home.text)


def test_each_page_costs_the_same_for_1_and_20_actions(head, school, boss, count_queries):
    costs = []
    for more in (1, 18):
        with scope(school):
            draft = begun(school, boss)
            objective = Objective.objects.filter(axis__version=draft).first()
            objective = objective or planned(draft, boss, "Former")[0]
            for rank in range(more):
                acted(objective, boss, title=f"n° {rank}", owner=PersonFactory(school=school))
            adopted(draft, boss)
        pages = [url(school, "project"), url(school, "timeline"), url(school, "objective_page", objective.pk)]
        for page in pages:
            head.get(page)
            with count_queries() as queries:
                head.get(page)
            costs.append(len(queries))
    assert costs[:3] == costs[3:]
    assert max(costs) <= MOST_QUERIES


def test_the_search_finds_objectives_and_actions(head, school, in_force):
    page = head.get(reverse("web:search", args=[school.uai]), {"q": "tablettes"})
    assert "Acheter douze tablettes" in words_of(page.text)


def test_an_action_has_one_who_answers_for_it(head, school, boss):
    """A person and a group were both kept, and the person alone was printed."""
    with scope(school):
        (objective,) = planned(begun(school, boss), boss, "Former")
        person = PersonFactory(school=school)
    sent = {"title": "Acheter", "kind": "equip", "payer": "school", "owner": person.pk, "owner_words": "CDI"}
    refused = head.post(url(school, "action_add", objective.pk), sent)
    assert "Une personne, ou un groupe" in words_of(refused.text)


def test_two_correct_one_objective_and_the_later_is_told(head, school, boss):
    with scope(school):
        draft = begun(school, boss)
        (objective,) = planned(draft, boss, "Former")
    form = head.get(url(school, "objective_change", objective.pk))
    seen = form.context["seen"]
    with scope(school):
        plan.change_objective(objective, {"title": "Former tous", "text": "", "expected": ""}, by=boss)
    sent = {"title": "Autre", "text": "", "expected": "", "seen": seen}
    refused = head.post(url(school, "objective_change", objective.pk), sent)
    assert "vient de changer" in words_of(refused.text)
    assert "« Objectif » est maintenant : Former tous" in words_of(refused.text), "theirs, beside one's own"
    assert 'value="Autre"' in refused.text
    again = sent | {"seen": refused.context["seen"]}
    assert head.post(url(school, "objective_change", objective.pk), again).status_code == 302


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"title": ""}, "Donnez un titre"),
        ({"first_year": "1890"}, "première année n’est pas possible"),
        ({"first_year": "99999999999"}, "inférieure ou égale"),
        ({"years": "9"}, "choix valide"),
        ({"introduction": "x" * 3001}, "au plus 3000"),
    ],
)
def test_each_refusal_of_a_version_says_why(head, school, change, reason):
    sent = {
        "title": "Projet",
        "first_year": "2026",
        "years": "3",
        "standing": "internal",
        "introduction": "",
    } | change
    answer = head.post(url(school, "version_begin"), sent)
    assert answer.status_code == 422
    assert reason in words_of(answer.text)
