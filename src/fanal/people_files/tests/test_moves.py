"""A change of school told by a delta: one school lets go, the other welcomes.

Verified in November 2026, § 2.4: it was lost on both sides.
"""

import pytest
from django.utils import timezone

from fanal.accounts.models import Person
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.directory.models import Enrolment, Pupil
from fanal.people_files.actions.everywhere import import_everywhere
from fanal.people_files.tests.aaf import STAFF
from fanal.people_files.tests.importing import TODAY, full, ours, pupil
from fanal.people_files.tests.reading import aaf, request

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]
WHO = {"sn": "NOM1", "givenName": "Zoé", "ENTPersonDateNaissance": "31/12/2013"}


@pytest.fixture
def bring(tmp_path):
    def import_them(*requests: str):
        path = tmp_path / "ENT.xml"
        path.write_text(aaf(*requests))
        return import_everywhere([path], today=TODAY, now=timezone.now(), by=system(System.SETUP))

    return import_them


@pytest.fixture
def both(school, elsewhere, bring):
    """Two schools of one export: « 43 » has pupils 1 and 2, « 44 » has pupil 3; PETIT teaches in both."""
    bring(ours(school), ours(elsewhere, "44"), pupil(1), pupil(2), pupil(3, school="44"), staff())
    return school, elsewhere


def staff(how: str = "addRequest", **more):
    return request("PersEducNat", "77", how, **(STAFF if how == "addRequest" else more))


def names(school) -> set[str]:
    with scope(school):
        return set(Pupil.objects.for_school(school).present(TODAY).values_list("family_name", flat=True))


def teachers(school) -> set[str]:
    with scope(school):
        return set(Person.objects.for_school(school).present().values_list("family_name", flat=True))


def moved(number: int = 1, **more: str) -> str:
    return pupil(number, how="modifyRequest", ENTPersonStructRattach="44", ENTEleveClasses="44$3B", **more)


def test_a_pupil_who_changes_school_leaves_one_and_arrives_in_the_other(both, bring):
    brought = bring(moved(**WHO))
    assert [outcome.waits for outcome in brought] == ["", ""]
    assert [names(school) for school in both] == [{"NOM2"}, {"NOM1", "NOM3"}]
    with scope(both[1]):
        assert Enrolment.objects.for_school(both[1]).get(pupil__family_name="NOM1").class_code == "3B"
    bring(moved(**WHO))
    assert [names(school) for school in both] == [{"NOM2"}, {"NOM1", "NOM3"}]


def test_a_move_without_an_identity_still_frees_the_old_school_and_asks_the_new_one(both, bring):
    refused = [outcome.imported.refused for outcome in bring(moved()) if outcome.imported]
    assert sorted(refused) == [0, 1]
    assert [names(school) for school in both] == [{"NOM2"}, {"NOM3"}]


@pytest.mark.parametrize(
    "change",
    [
        {"ENTEleveClasses": "43$5C"},
        {"ENTEleveGroupes": ["44$ANG"]},
        {"ENTPersonStructRattach": "43", "ENTEleveClasses": ["44$3B"]},
        {"ENTEleveClasses": ["43$5C", "44$3B"]},
        {"ENTEleveClasses": ""},
    ],
    ids=["a class", "a group elsewhere", "attached here", "a class in both", "no class"],
)
def test_a_change_that_is_no_move_makes_nobody_leave(both, bring, change):
    bring(pupil(1, how="modifyRequest", **change))
    assert names(both[0]) == {"NOM1", "NOM2"}


def test_a_colleague_whose_functions_are_all_elsewhere_leaves_the_old_school(both, bring):
    bring(staff("modifyRequest", ENTPersonFonctions=["44$ENS$ENSEIGNEMENT$L0202$LETTRES"]))
    assert [teachers(school) for school in both] == [set(), {"PETIT"}]
    bring(
        staff(
            "modifyRequest",
            sn="PETIT",
            givenName="Hélène",
            ENTPersonStructRattach="43",
            ENTPersonFonctions=["43$ENS$ENSEIGNEMENT$L0202$LETTRES"],
        )
    )
    assert [teachers(school) for school in both] == [{"PETIT"}, set()]


def test_a_colleague_unknown_until_now_arrives_by_a_change(both, bring):
    bring(
        request(
            "PersEducNat",
            "78",
            "modifyRequest",
            sn="NEUF",
            givenName="Ali",
            ENTPersonStructRattach="43",
            ENTPersonFonctions=["43$ENS$ENSEIGNEMENT$L0202$LETTRES"],
        )
    )
    assert teachers(both[0]) == {"PETIT", "NEUF"}


def test_a_delta_that_names_no_school_is_taken_where_its_numbers_are_known(both, bring):
    """The command refused it, where the browser took it."""
    assert [outcome.school for outcome in bring(pupil(2, how="modifyRequest", ENTEleveClasses="43$5C"))] == [
        both[0]
    ]
    assert [outcome.school for outcome in bring(pupil(3, how="deleteRequest"))] == [both[1]]
    with scope(both[0]):
        assert Enrolment.objects.for_school(both[0]).get(pupil__family_name="NOM2").class_code == "5C"
    assert names(both[1]) == set()
    assert bring(pupil(9, how="deleteRequest")) == []


def test_the_browser_s_way_does_the_same(importer, both):
    imported = importer.bring(aaf(moved(**WHO)))
    assert imported.gone == 1
    assert names(both[0]) == {"NOM2"}


def test_a_number_that_a_file_gives_to_another_school_is_no_longer_ours(importer, school):
    """Two annuaires number their schools alike: what the file says of the number is right."""
    importer.bring(full(school, pupil(1)))
    stranger = request("EtabEducNat", "43", ENTStructureUAI="0123456A", ENTStructureNomCourant="CLG$LOIN$LA")
    with pytest.raises(RuleBroken):
        importer.deposit(aaf(stranger, pupil(1, klass="6B"), pupil(2)))
