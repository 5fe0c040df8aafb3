"""Versions of the project: prepared, adopted, frozen, copied; what councils said."""

from datetime import date, timedelta

import pytest

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.core.database.order import Step
from fanal.core.errors import Gone, NotAllowed, RuleBroken
from fanal.core.forms.stale import Overtaken
from fanal.core.tenancy import scope
from fanal.core.text.money import euros
from fanal.steering.actions import action, plan, version
from fanal.steering.models import Objective, ObjectiveLink, ProjectAction, ProjectVersion
from fanal.steering.tests.conftest import ACTION, TODAY, VERSION, acted, adopted, begun, planned

pytestmark = pytest.mark.clock(TODAY)
BOARD = {"given_on": TODAY, "votes_for": 14, "votes_against": 2, "abstained": 1, "remark": ""}


def test_a_version_in_force_never_changes_and_the_next_one_begins_as_its_copy(school, boss):
    """Issue point 1: versions; users-ask C2 18: axis and objective texts versioned."""
    with scope(school):
        draft = begun(school, boss)
        first, second = planned(draft, boss, "Former à l’ENT", "Équiper les salles")
        made = acted(first, boss)
        one = adopted(draft, boss)
        for change in (
            lambda: plan.add_axis(one, {"title": "Autre", "text": ""}, by=boss),
            lambda: plan.change_objective(first, {"title": "x", "text": "", "expected": ""}, by=boss),
            lambda: plan.move_objective(second, Step.UP, by=boss),
            lambda: action.remove_action(made, by=boss),
            lambda: version.remove_version(one, by=boss),
        ):
            with pytest.raises(NotAllowed, match="est en vigueur et ne change plus"):
                change()
        two = begun(school, boss, title="Projet, suite")
        rows = Objective.objects.for_school(school).filter(axis__version=two).in_order()
        assert [row.title for row in rows] == ["Former à l’ENT", "Équiper les salles"]
        copy = ProjectAction.objects.for_school(school).of_version(two.pk).get()
        assert (copy.title, copy.budget_cents, copy.origin_id) == (made.title, made.budget_cents, made.pk)


def test_what_pointed_to_an_objective_follows_its_copy_and_an_action_stands_where_it_stood(school, boss):
    with scope(school):
        draft = begun(school, boss)
        first, second = planned(draft, boss, "Former à l’ENT", "Équiper les salles")
        made = acted(first, boss)
        one = adopted(draft, boss)
        links = [
            ObjectiveLink.objects.create(school=school, objective=row, kind="helpdesk.category", row=key)
            for row, key in ((first, "ent"), (second, "tablet"))
        ]
        two = begun(school, boss)
        action.advance_action(made, "running", "Devis reçu", today=TODAY, by=boss)
        copies = Objective.objects.for_school(school).filter(axis__version=two).in_order()
        plan.remove_objective(copies[1], by=boss)
        two = adopted(two, boss, TODAY + timedelta(days=1))
        one.refresh_from_db()
        assert (one.state, two.state) == ("replaced", "in_force")
        for link in links:
            link.refresh_from_db()
        assert links[0].objective.axis.version_id == two.pk
        assert links[1].objective.axis.version_id == one.pk, "it counts no more, and nothing is lost"
        copy = ProjectAction.objects.for_school(school).of_version(two.pk).get()
        assert (copy.state, copy.progress) == ("running", "Devis reçu")


def test_there_is_one_draft_and_one_version_in_force(school, boss):
    with scope(school):
        begun(school, boss)
        with pytest.raises(RuleBroken, match="déjà en préparation"):
            begun(school, boss)


def test_an_empty_project_does_not_come_into_force(school, boss):
    with scope(school):
        draft = begun(school, boss)
        with pytest.raises(RuleBroken, match="aucun objectif"):
            adopted(draft, boss)
        planned(draft, boss, "Former")
        planned(draft, boss, axis="Un axe vide")
        with pytest.raises(RuleBroken, match="Un axe vide"):
            adopted(draft, boss)


def test_only_the_head_brings_a_version_into_force(school, boss, digital_lead):
    with scope(school):
        draft = begun(school, digital_lead)
        planned(draft, digital_lead, "Former")
        with pytest.raises(NotAllowed):
            adopted(draft, digital_lead)
        assert adopted(draft, boss).adopted_on == TODAY


@pytest.mark.parametrize("role", [Role.DEPUTY, Role.BURSAR, Role.TEACHER])
def test_the_others_do_not_write_the_project(school, boss, role):
    with scope(school), pytest.raises(NotAllowed):
        begun(school, actor_of(_person(school), role))


def _person(school):
    from fanal.accounts.tests.factories import PersonFactory

    return PersonFactory(school=school)


def test_opinions_of_both_councils_are_noted_corrected_and_taken_away(school, boss):
    """Issue point 1: the opinions of the conseil pédagogique and of the board, with the day and the votes."""
    with scope(school):
        draft = begun(school, boss)
        noted = version.note_opinion(draft, "board", BOARD, today=TODAY, by=boss)
        assert noted.votes_words == "14 pour, 2 contre, 1 abstention"
        again = version.note_opinion(draft, "board", BOARD | {"votes_for": 15}, today=TODAY, by=boss)
        assert (again.pk, again.votes_for) == (noted.pk, 15)
        alone = {"given_on": TODAY, "votes_for": None, "votes_against": None, "abstained": None, "remark": ""}
        version.note_opinion(draft, "pedagogical", alone, today=TODAY, by=boss)
        assert draft.opinions.count() == 2
        version.remove_opinion(draft, "board", by=boss)
        version.remove_opinion(draft, "board", by=boss)
        assert [opinion.council for opinion in draft.opinions.all()] == ["pedagogical"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"given_on": TODAY + timedelta(days=1)}, "pas encore rendu"),
        ({"votes_against": None}, "trois nombres"),
        ({"votes_for": 0, "votes_against": 0, "abstained": 0}, "au moins une voix"),
    ],
)
def test_each_refusal_of_an_opinion_says_why(school, boss, change, reason):
    with scope(school):
        draft = begun(school, boss)
        with pytest.raises(RuleBroken, match=reason):
            version.note_opinion(draft, "board", BOARD | change, today=TODAY, by=boss)


def test_axes_and_objectives_are_moved_by_steps_and_stay_numbered(school, boss):
    with scope(school):
        draft = begun(school, boss)
        first, second, third = planned(draft, boss, "Un", "Deux", "Trois")
        plan.move_objective(third, Step.UP, by=boss)
        plan.move_objective(first, Step.UP, by=boss)
        assert _titles(draft) == ["1.1 Un", "1.2 Trois", "1.3 Deux"]
        plan.move_objective(third, Step.UP, by=boss)
        assert _titles(draft) == ["1.1 Trois", "1.2 Un", "1.3 Deux"]
        plan.move_objective(third, Step.DOWN, by=boss)
        plan.move_objective(second, Step.DOWN, by=boss)
        assert _titles(draft) == ["1.1 Un", "1.2 Trois", "1.3 Deux"]
        plan.remove_objective(first, by=boss)
        assert _titles(draft) == ["1.1 Trois", "1.2 Deux"]
        planned(draft, boss, "Quatre", axis="Axe B")
        plan.move_axis(draft.axes.get(title="Axe B"), Step.UP, by=boss)
        assert _titles(draft) == ["1.1 Quatre", "2.1 Trois", "2.2 Deux"]
        with pytest.raises(RuleBroken, match="a des objectifs"):
            plan.remove_axis(draft.axes.get(title="Axe B"), by=boss)


def _titles(draft):
    rows = Objective.objects.for_school(draft.school_id).filter(axis__version=draft).in_order()
    return [f"{row.number} {row.title}" for row in rows]


def test_axes_objectives_and_actions_are_bounded(school, boss):
    with scope(school):
        draft = begun(school, boss)
        (objective, *_) = planned(draft, boss, *(f"Objectif {rank}" for rank in range(10)))
        with pytest.raises(RuleBroken, match="au plus 10 objectifs"):
            plan.add_objective(objective.axis, {"title": "x", "text": "", "expected": ""}, by=boss)
        for rank in range(7):
            planned(draft, boss, axis=f"Axe {rank}")
        with pytest.raises(RuleBroken, match="au plus 8 axes"):
            planned(draft, boss, axis="De trop")
        for rank in range(20):
            acted(objective, boss, title=f"Action {rank}")
        with pytest.raises(RuleBroken, match="au plus 20 actions"):
            acted(objective, boss)


def test_two_who_correct_one_objective_are_told(school, boss):
    """An old tab overrides nothing."""
    with scope(school):
        draft = begun(school, boss)
        (objective,) = planned(draft, boss, "Former")
        values = {"title": "Former tous", "text": "", "expected": ""}
        with pytest.raises(RuleBroken, match="vient de changer"):
            plan.change_objective(objective, values, by=boss, seen="0" * 16)


def test_what_another_wrote_is_said_in_words_and_what_is_the_same_is_not(school, boss):
    """A choice by its label, an amount in euros, a day in words, a person by name, nothing as « rien »."""
    with scope(school):
        (objective,) = planned(begun(school, boss), boss, "Former")
        made = acted(objective, boss, owner=_person(school), budget_cents=480_000)
        typed = ACTION | {"kind": "train", "budget_cents": None, "starts_on": date(2027, 1, 4), "owner": None}
        with pytest.raises(Overtaken) as raised:
            action.change_action(made, typed | {"owner_words": "CDI"}, by=boss, seen="0" * 16)
        assert raised.value.theirs == [
            "« Sorte d’action » est maintenant : Équiper, acheter",
            f"« Qui en répond » est maintenant : {made.owner}",
            "« Ou un groupe » est maintenant : rien",
            "« Début » est maintenant : 1er septembre 2026",
            f"« Budget, en euros » est maintenant : {euros(480_000)}",
        ]
        typed["title"] = "Former"
        assert action.change_action(made, typed, by=boss, seen=raised.value.seen).title == "Former"


def test_whoever_answers_for_an_action_says_where_it_stands(school, boss):
    with scope(school):
        teacher = _person(school)
        draft = begun(school, boss)
        (objective,) = planned(draft, boss, "Former")
        made = acted(objective, boss, owner=teacher)
        adopted(draft, boss)
        made = action.advance_action(made, "done", "Livrées", today=TODAY, by=actor_of(teacher, Role.TEACHER))
        assert (made.state, made.done_on) == ("done", TODAY)
        made = action.advance_action(made, "done", "Posées", today=TODAY + timedelta(days=3), by=boss)
        assert made.done_on == TODAY, "it was done on the day when somebody said so first"
        with pytest.raises(NotAllowed):
            action.advance_action(
                made, "running", "", today=TODAY, by=actor_of(_person(school), Role.TEACHER)
            )


def test_a_copy_says_what_its_origin_says_until_it_is_adopted(school, boss):
    with scope(school):
        draft = begun(school, boss)
        acted(planned(draft, boss, "Former")[0], boss)
        adopted(draft, boss)
        two = begun(school, boss)
        copy = ProjectAction.objects.for_school(school).of_version(two.pk).get()
        with pytest.raises(NotAllowed):
            action.advance_action(copy, "done", "", today=TODAY, by=boss)


@pytest.mark.parametrize("is_changed", [False, True])
def test_the_next_project_takes_over_what_is_not_over_and_plans_it_again(school, boss, is_changed):
    """Years after those in force: what is done stays done there, the rest waits for days of the new years."""
    with scope(school):
        (objective,) = planned(begun(school, boss), boss, "Former")
        done, running, far = (
            acted(objective, boss, title=title, ends_on=day)
            for title, day in (("Un", TODAY), ("Deux", TODAY), ("Trois", date(2029, 10, 1)))
        )
        adopted(objective.axis.version, boss)
        action.advance_action(done, "done", "", today=TODAY, by=boss)
        action.advance_action(running, "running", "Devis reçu", today=TODAY, by=boss)
        two = begun(school, boss, first_year=2026 if is_changed else 2029)
        if is_changed:
            two = version.change_version(two, VERSION | {"first_year": 2029}, today=TODAY, by=boss)
        rows = ProjectAction.objects.for_school(school).of_version(two.pk).order_by("pk")
        assert [(row.title, row.state, row.progress, row.ends_on) for row in rows] == [
            ("Deux", "planned", "", None),
            (far.title, "planned", "", far.ends_on),
        ]
        two = adopted(two, boss)
        assert {row.state for row in rows.all()} == {"planned"}
        assert action.advance_action(rows[0], "running", "", today=TODAY, by=boss).state == "running"


def test_a_project_that_is_gone_says_so(school, boss):
    with scope(school):
        draft = begun(school, boss)
        stale = ProjectVersion.objects.for_school(school).get(pk=draft.pk)
        version.remove_version(draft, by=boss)
        with pytest.raises(Gone):
            plan.add_axis(stale, {"title": "x", "text": ""}, by=boss)
