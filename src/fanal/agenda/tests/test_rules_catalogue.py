"""What is proposed to a school: each task with its source and certainty, and what its académie changes."""

import re

import pytest

from fanal.accounts.models.roles import TEAM, Role
from fanal.agenda.models import TaskTemplate
from fanal.agenda.rules.catalogue import CATALOGUE, proposed_for
from fanal.agenda.rules.catalogue.private import PRIVATE, as_private
from fanal.agenda.rules.catalogue.proposed import PRACTICE, source_line
from fanal.agenda.rules.catalogue.variants import VARIANTS
from fanal.agenda.rules.codes import TaskCertainty, TaskOwner
from fanal.agenda.rules.due import Anchor
from fanal.agenda.rules.due_words import refusals


def of(code, kind="college", academy="", *, is_private=False):
    proposed = proposed_for(kind, academy, is_private=is_private)
    return next(task for task in proposed if task.code == code)


def test_each_task_has_its_own_code_and_fits_its_columns():
    assert len({task.code for task in CATALOGUE}) == len(CATALOGUE) >= 40
    longest = {
        name: TaskTemplate._meta.get_field(name).max_length for name in ("code", "title", "detail", "source")
    }
    for task in (*CATALOGUE, *(as_private(task) for task in CATALOGUE)):
        assert all(len(getattr(task, name)) <= most for name, most in longest.items()), task.code
        assert refusals(task.rule) == []


def test_what_comes_from_practice_alone_is_to_be_checked():
    for task in CATALOGUE:
        assert task.source
        assert (task.source == PRACTICE) <= (task.certainty is TaskCertainty.TO_CHECK), task.code
        assert task.certainty is not TaskCertainty.OWN


def test_a_task_belongs_to_a_function_of_the_team():
    assert {Role(owner.value) for owner in TaskOwner} == TEAM


def test_a_college_is_not_proposed_what_is_for_lycees():
    college, lycee = (
        {task.code for task in proposed_for(kind, "", is_private=False)} for kind in ("college", "lycee")
    )
    assert college - lycee == {"pix-certify-3e", "pix-6e", "pix-ia-college"}
    assert lycee - college == {"pix-certify-lycee", "pix-ia-lycee"}
    assert {task.code for task in proposed_for("other", "", is_private=False)} == college | lycee


def test_pix_ia_is_compulsory_in_three_levels_and_caught_up_in_one_year():
    """December § 3.12 (again), field-review, Law 17: 4e, 2de and first-year CAP; catch-up in 2026-27 only."""
    college, lycee = of("pix-ia-college"), of("pix-ia-lycee", "lycee")
    assert "quatrième" in college.title
    assert "secondes" in lycee.title
    assert "CAP de première année" in lycee.title
    for task in (college, lycee):
        assert "Cette année-là seulement" in task.detail
        assert "23 janvier 2026" in task.source
        assert of(task.code, "other") == task
    assert of("pix-ia-lycee", "lycee_pro") == lycee


@pytest.mark.parametrize("academy", ["academie-de-creteil", "creteil", "academie-de-paris"])
def test_an_academie_has_its_own_words(academy):
    assert "trois mois" in of("leavers", academy=academy).detail
    assert of("leavers", academy=academy).certainty is TaskCertainty.READ


def test_the_others_have_the_catalogue_as_it_is():
    assert of("leavers", academy="academie-de-dijon") == of("leavers")
    assert of("directory-check", academy="academie-daix-marseille") != of("directory-check")


def test_a_variant_is_of_a_task_that_exists_and_says_where_it_was_read():
    codes = {task.code for task in CATALOGUE}
    assert all(variant.code in codes and variant.source for variant in VARIANTS)


NOBODYS_PAGE = re.compile(r"vérifier|SNAPEN|UNSA|Sgen|SNES|SNALC|syndic", re.IGNORECASE)


def test_no_task_cites_a_doubt_or_somebodys_page():
    """December, second reading J15: « Sgen-CFDT …, IMP (rapporté, à vérifier) » before a head."""
    for task in (*CATALOGUE, *(as_private(task) for task in CATALOGUE)):
        assert not NOBODYS_PAGE.search(source_line(task.source, task.certainty)), task.code
    assert source_line(PRACTICE, TaskCertainty.TO_CHECK) == "Usage, sans texte lu"
    assert source_line("Une page.", TaskCertainty.READ) == "Une page (lu dans une source)"


OF_PUBLIC_SCHOOLS = (
    "collectivité",
    "conseil pédagogique",
    "conseil d’administration",
    "au CA",
    "EPLE",
    "DPD",
)


def test_a_private_school_is_proposed_neither_boards_nor_an_authority_of_public_schools():
    """verified.md § 3.6: the calendar of a private school read public law."""
    assert set(PRIVATE) <= {task.code for task in CATALOGUE}
    for kind in ("college", "lycee"):
        for task in proposed_for(kind, "versailles", is_private=True):
            sentence = f"{task.title} {task.detail}"
            assert not [words for words in OF_PUBLIC_SCHOOLS if words.lower() in sentence.lower()], sentence
    assert of("imp-councils", is_private=True).title.startswith("Consulter les enseignants")
    assert of("imp-councils").title.startswith("Présenter")


def test_no_text_of_public_schools_is_cited_to_a_private_one():
    """December, second reading J14: L421-11 stood there as read, since an empty source kept it."""
    assert (of("needs-sent").source, of("needs-sent").certainty) == (
        "Code de l’éducation, article L421-11",
        TaskCertainty.READ,
    )
    for kind in ("college", "lycee"):
        for task in proposed_for(kind, "versailles", is_private=True):
            assert "L421" not in task.source, task.code
            assert "conseil d’administration" not in task.source, task.code
    assert (of("needs-sent", is_private=True).source, of("needs-sent", is_private=True).certainty) == (
        PRACTICE,
        TaskCertainty.TO_CHECK,
    )


def test_needs_leave_before_the_first_of_november():
    """verified.md § 3.7: the authority notifies its participation on 1 November (L421-11)."""
    rule = of("needs-sent").rule
    assert (rule.anchor, rule.shift) == (Anchor.M09, 29)
    assert "1er novembre" in of("needs-sent").detail
