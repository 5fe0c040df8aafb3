"""Texts of a project in force are guarded by the database; its actions go on (December § 7, N7)."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.frozen.fingerprint import marks_in
from fanal.core.frozen.testing import assert_frozen, forget, refused
from fanal.core.retention.removal import keep_no_longer
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.steering.actions import action
from fanal.steering.models import Objective, ProjectAction, ProjectAxis, ProjectVersion
from fanal.steering.tests.conftest import TODAY, acted, adopted, begun, planned, url

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


@pytest.fixture
def carried(school, boss):
    """An action of a version in force, somebody answering for it."""
    with scope(school):
        draft = begun(school, boss)
        (objective,) = planned(draft, boss, "Former à l’ENT")
        made = acted(objective, boss, owner=PersonFactory(school=school), owner_words="Équipe de SVT")
        adopted(draft, boss)
        yield ProjectAction.objects.select_related("objective__axis__version").get(pk=made.pk)


def test_nobody_who_serves_changes_a_text_of_a_project_in_force(carried):
    assert_frozen(carried)
    assert_frozen(carried.objective)
    assert_frozen(carried.objective.axis)
    assert_frozen(carried.objective.axis.version)


@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM steering_projectaction WHERE id = %s "
        "AND set_config('fanal.schools', left(title, 0) || '0', true) = '0'",
        "UPDATE steering_projectaction SET title = 'x' || left(set_config('fanal.schools', '0', true), 0) "
        "WHERE id = %s",
    ],
)
def test_nothing_goes_in_a_scope_where_what_it_hangs_under_is_not_found(carried, attack):
    """December § 7, N7: the scope changes between the row filter and the trigger, which sees no row above."""
    refused(attack, carried.pk)


def test_nothing_is_added_to_it_nor_moved_into_it(school, boss, carried):
    version, axis = carried.objective.axis.version, carried.objective.axis
    other = begun(school, boss)
    free = planned(other, boss, "Ailleurs", axis="Autre")[0]
    refused(
        "INSERT INTO steering_projectaxis (school_id, version_id, rank, title, text) "
        "VALUES (%s, %s, 9, 'x', '')",
        school.pk,
        version.pk,
    )
    refused(
        "INSERT INTO steering_objective (school_id, axis_id, rank, title, text, expected) "
        "VALUES (%s, %s, 9, 'x', '', '')",
        school.pk,
        axis.pk,
    )
    refused("UPDATE steering_objective SET axis_id = %s WHERE id = %s", axis.pk, free.pk)
    refused("UPDATE steering_projectaxis SET version_id = %s WHERE id = %s", version.pk, free.axis_id)
    refused("UPDATE steering_projectversion SET state = 'draft', adopted_on = NULL WHERE id = %s", version.pk)


def test_its_actions_are_carried_out_and_the_next_version_replaces_it(school, boss, carried):
    action.advance_action(carried, "running", "Devis reçu", today=TODAY, by=boss)
    adopted(begun(school, boss), boss, TODAY + timedelta(days=1))
    replaced = ProjectVersion.objects.get(pk=carried.objective.axis.version_id)
    assert replaced.replaced_on == TODAY + timedelta(days=1)
    assert_frozen(replaced)
    refused("UPDATE steering_projectversion SET replaced_on = NULL WHERE id = %s", replaced.pk)


def test_its_paper_bears_the_fingerprint_that_is_verified(client_of, school, carried):
    """What goes on in its actions, and whom an erasure forgets, changes nothing of it."""
    head, version = client_of(school, Role.HEAD), carried.objective.axis.version
    (fingerprint,) = marks_in(head.get(url(school, "project_paper", version.pk)).content)
    with scope(school):
        ProjectAction.objects.filter(pk=carried.pk).update(state="running", progress="Devis reçu")
        forget(carried.owner)
    page = reverse("verification:verification_page", args=[school.uai])
    said = words_of(head.post(page, {"fingerprint": fingerprint[:20]}).text)
    assert "C’est le projet numérique 2026-2029, version 1, document figé le 26 novembre 2026." in said
    assert "n’a pas changé depuis" in said


def test_who_answers_for_an_action_is_forgotten_by_the_declared_door(school, carried):
    forget(carried.owner)
    carried.refresh_from_db()
    assert (carried.owner, carried.title) == (None, "Acheter douze tablettes")


def test_a_project_goes_at_its_term_with_all_that_is_in_it(school, carried):
    """Of a private school: that of a public one waits for the visa of the archives."""
    school.status = School.Status.PRIVATE
    school.save()
    night = timezone.now() + timedelta(days=9 * 366)
    with time_machine.travel(night, tick=False):
        assert keep_no_longer(night) == []
    for model in (ProjectVersion, ProjectAxis, Objective, ProjectAction):
        assert not model.objects.for_school(school).exists()
