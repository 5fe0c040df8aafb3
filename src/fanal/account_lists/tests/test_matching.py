"""Whose account is this? By number, by mail, by name; and when somebody must say."""

from datetime import date

import pytest

from fanal.account_lists.actions import owners
from fanal.account_lists.models import AccountOwner
from fanal.account_lists.testing import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def test_the_directory_s_own_number_comes_first_whatever_the_name_became(keeper):
    keeper.pupil("MARTIN", "Zoé", key="1001")
    done = keeper.compare("Identifiant externe;Nom;Prénom\n1001;MARTIN-DURAND;Zoé\n")
    assert (done.matched, keeper.kinds()) == (1, [])


def test_a_number_that_means_somebody_else_here_is_not_believed(keeper):
    keeper.pupil("MARTIN", "Zoé", key="12")
    keeper.pupil("ROY", "Paul")
    done = keeper.compare("Identifiant externe;Nom;Prénom\n12;ROY;Paul\n")
    assert done.matched == 1
    assert [finding.cells["family_name"] for finding in keeper.findings("missing")] == ["MARTIN"]


def test_staff_are_known_by_their_mail(keeper):
    keeper.service.holders = "staff"
    keeper.service.save()
    keeper.staff("PETIT", "Anne-Lise", email="al.petit@ac.invalid")
    done = keeper.compare("Login;Courriel\nalpetit;AL.Petit@ac.invalid\n")
    assert done.matched == 1


@pytest.mark.parametrize(
    "cells",
    [
        "LE GOFF;Yann;6e A",
        "Le-Goff;YANN;6A",
        "Legoff;Yann;6ème A",
        "LE GOFF;Yann;",
        "Le Goff;Yann;5B",
    ],
)
def test_a_name_is_known_without_accents_hyphens_or_case(keeper, cells):
    keeper.pupil("LE GOFF", "Yann")
    assert keeper.compare(f"Nom;Prénom;Classe\n{cells}\n").matched == 1


@pytest.mark.parametrize(
    "full", ["DUPONT Marie", "Marie DUPONT", "Dupont, Marie", "Marie Dupont", "dupont marie"]
)
def test_a_full_name_is_known_in_either_order(keeper, full):
    keeper.pupil("Dupont", "Marie")
    assert keeper.compare(f"Nom complet;Classe\n{full};6A\n").matched == 1


def test_namesakes_are_told_apart_by_the_class_or_the_birth_date(keeper):
    keeper.pupil("ROY", "Léa", "6A", born=date(2015, 1, 2))
    keeper.pupil("ROY", "Léa", "5B", born=date(2014, 3, 4))
    keeper.compare("Login;Nom;Prénom;Classe;Né le\na;ROY;Léa;6A;\nb;ROY;Léa;;04/03/2014\n")
    assert keeper.kinds() == []


def test_namesakes_that_nothing_tells_apart_wait_for_a_decision(keeper):
    first, second = keeper.pupil("ROY", "Léa", "6A"), keeper.pupil("ROY", "Léa", "5B")
    done = keeper.compare("Login;Nom;Prénom\nlea1;ROY;Léa\n")
    assert (done.doubt, keeper.kinds()) == (1, ["doubt"])
    doubt = keeper.findings("doubt")[0]
    assert doubt.candidates == [["pupil", first.pk], ["pupil", second.pk]]
    owners.decide_owner(doubt, f"pupil {second.pk}", today=TODAY, by=keeper.by)
    done = keeper.compare("Login;Nom;Prénom\nlea1;ROY;Léa\n")
    assert (done.matched, keeper.kinds()) == (1, ["missing"])
    assert keeper.findings("missing")[0].pupil_id == first.pk


def test_an_account_that_is_nobody_s_is_an_orphan_now_and_next_time(keeper):
    keeper.pupil("ROY", "Léa", "6A")
    keeper.pupil("ROY", "Léa", "5B")
    keeper.compare("Login;Nom;Prénom\nlea1;ROY;Léa\n")
    owners.decide_owner(keeper.findings("doubt")[0], "nobody", today=TODAY, by=keeper.by)
    assert keeper.kinds() == ["missing", "missing", "orphan"]
    assert keeper.compare("Login;Nom;Prénom\nlea1;ROY;Léa\n").orphan == 1
    assert keeper.kinds() == ["missing", "missing", "orphan"]
    assert AccountOwner.objects.for_school(keeper.school).count() == 1


def test_an_account_of_another_class_beside_a_surer_one_may_be_a_stranger_s(keeper):
    keeper.pupil("ROY", "Léa", "6A")
    done = keeper.compare("Login;Nom;Prénom;Classe\na;ROY;Léa;6A\nb;ROY;Léa;3C\n")
    assert (done.matched, done.doubt) == (1, 1)


def test_somebody_who_left_and_their_namesake_are_not_mixed(keeper):
    keeper.pupil("ROY", "Léa", "6A")
    keeper.pupil("ROY", "Léa", "3C", left_on=date(2026, 9, 20))
    assert keeper.compare("Login;Nom;Prénom\na;ROY;Léa\n").doubt == 1
    assert keeper.compare("Login;Nom;Prénom;Classe\na;ROY;Léa;3C\n").orphan == 1
    assert [finding.why for finding in keeper.findings("orphan")] == ["Parti le 20/09/2026"]
