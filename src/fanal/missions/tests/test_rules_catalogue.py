"""What is proposed to a school: each task with its source and certainty, and what its académie changes."""

import pytest

from fanal.accounts.roles import TEAM, Role
from fanal.missions.models import TaskTemplate
from fanal.missions.rules.catalogue import CATALOGUE, proposed_for
from fanal.missions.rules.catalogue.proposed import PRACTICE
from fanal.missions.rules.catalogue.variants import VARIANTS
from fanal.missions.rules.codes import Certainty, Owner
from fanal.missions.rules.due_words import refusals


def of(code, kind="college", academy=""):
    return next(task for task in proposed_for(kind, academy) if task.code == code)


def test_each_task_has_its_own_code_and_fits_its_columns():
    assert len({task.code for task in CATALOGUE}) == len(CATALOGUE) >= 40
    longest = {
        name: TaskTemplate._meta.get_field(name).max_length for name in ("code", "title", "detail", "source")
    }
    for task in CATALOGUE:
        assert all(len(getattr(task, name)) <= most for name, most in longest.items()), task.code
        assert refusals(task.rule) == []


def test_what_comes_from_practice_alone_is_to_be_checked():
    for task in CATALOGUE:
        assert task.source
        assert (task.source == PRACTICE) <= (task.certainty is Certainty.TO_CHECK), task.code
        assert task.certainty is not Certainty.OWN


def test_a_task_belongs_to_a_function_of_the_team():
    assert {Role(owner.value) for owner in Owner} == TEAM


def test_a_college_is_not_proposed_what_is_for_lycees():
    college, lycee = ({task.code for task in proposed_for(kind, "")} for kind in ("college", "lycee"))
    assert college - lycee == {"pix-certify-3e", "pix-6e"}
    assert lycee - college == {"pix-certify-lycee"}
    assert {task.code for task in proposed_for("other", "")} == college | lycee


@pytest.mark.parametrize("academy", ["academie-de-creteil", "creteil", "academie-de-paris"])
def test_an_academie_has_its_own_words(academy):
    assert "trois mois" in of("leavers", academy=academy).detail
    assert of("leavers", academy=academy).certainty is Certainty.READ


def test_the_others_have_the_catalogue_as_it_is():
    assert of("leavers", academy="academie-de-dijon") == of("leavers")
    assert of("directory-check", academy="academie-daix-marseille") != of("directory-check")


def test_a_variant_is_of_a_task_that_exists_and_says_where_it_was_read():
    codes = {task.code for task in CATALOGUE}
    assert all(variant.code in codes and variant.source for variant in VARIANTS)
