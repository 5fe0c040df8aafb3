"""A request answered with somebody's data, or by erasing them: previewed, confirmed by the head, told."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from fanal.accounts.models import Person, School
from fanal.accounts.models.anonymous import NOBODY
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import member_of
from fanal.core import journal
from fanal.core.clock.testing import today
from fanal.core.journal.models import JournalEntry
from fanal.core.retention.rule import kept_words
from fanal.core.tenancy import scope
from fanal.directory.models import Enrolment, Pupil
from fanal.privacy.models import RightsRequest
from fanal.privacy.reading.access_answer import NOTICE
from fanal.privacy.rules.requests import SubjectRight

pytestmark = pytest.mark.django_db
NOT_TABLES = ("établissement", "personne", "établi le")


def url(name, school, *args):
    return reverse(f"privacy:{name}", args=[school.uai, *args])


def ask(school, right=SubjectRight.ERASURE, **fields):
    with scope(school):
        return RightsRequest.objects.create(
            school=school,
            number=1,
            who="Mme Zoé Lemaire",
            right=right,
            received_on=today(),
            **{"is_identified": True} | fields,
        )


@pytest.fixture
def gone(school):
    """A colleague who left last week."""
    with scope(school):
        member = member_of(school, Role.TEACHER, valid_until=today() - timedelta(days=7))
        Person.objects.filter(pk=member.person.pk).update(
            given_name="Zoé", family_name="Lemaire", phone="0600000000", left_on=today() - timedelta(days=7)
        )
    return member.person


@pytest.fixture
def pupil(school):
    with scope(school):
        made = Pupil.objects.create(school=school, given_name="Léo", family_name="Lemaire", left_on=today())
        Enrolment.objects.create(school=school, pupil=made, school_year="2026-2027", class_code="6A")
    return made


def test_somebody_is_found_by_name_whatever_they_are(head, school, gone, pupil):
    ask(school)
    page = head.get(url("subject_find", school, 1), {"q": "lemaire"}).text
    assert url("subject_page", school, 1, "personnel", gone.pk) in page
    assert url("subject_page", school, 1, "eleve", pupil.pk) in page
    assert "Aucune fiche à ce nom" in head.get(url("subject_find", school, 1), {"q": "Inconnu"}).text


@pytest.mark.parametrize("sort", ["personnel", "eleve"])
def test_their_data_are_handed_over_as_a_file(head, school, gone, pupil, sort):
    ask(school, SubjectRight.ACCESS)
    pk = gone.pk if sort == "personnel" else pupil.pk
    page = url("subject_export", school, 1, sort, pk)
    contents = json.loads(head.post(page, {"form": "json"}).content)
    assert "Lemaire" in contents["personne"]
    assert "Lemaire" in str(contents["fiche"])
    assert ("6A" in str(contents.get("scolarité"))) == (sort == "eleve")
    assert head.post(page, {"form": "pdf"}).content.startswith(b"%PDF")
    with scope(school):
        assert RightsRequest.objects.get().exported_on == today()
        assert JournalEntry.objects.filter(verb="privacy.person_exported").exists()


@pytest.mark.parametrize("sort", ["personnel", "eleve"])
def test_the_answer_says_why_how_long_from_where_and_which_rights(head, school, gone, pupil, sort):
    """December, second reading J8: article 15, § 1, asks for more than the data."""
    ask(school, SubjectRight.ACCESS)
    School.objects.filter(pk=school.pk).update(dpo_name="Aline Roche")
    pk = gone.pk if sort == "personnel" else pupil.pk
    page = url("subject_export", school, 1, sort, pk)
    contents = json.loads(head.post(page, {"form": "json"}).content)
    *tables, of_all = contents[NOTICE]
    assert list(contents)[-1] == NOTICE
    printed = {name for table in tables for name in table["données"].split(", ")}
    assert printed == {name for name, rows in contents.items() if rows and name not in {*NOT_TABLES, NOTICE}}
    record = next(table for table in tables if "fiche" in table["données"])
    assert all(record[name] for name in ("pourquoi", "catégories", "conservation"))
    if sort == "eleve":
        enrolled = next(table for table in tables if "scolarité" in table["données"])
        assert enrolled["conservation"] == kept_words(Enrolment)
    assert "Aline Roche" in of_all["vos droits"]
    assert "saisir la CNIL" in of_all["vos droits"]
    assert {"qui les lit", "d’où elles viennent", "responsable de traitement"} <= set(of_all)
    assert head.post(page, {"form": "pdf"}).content.startswith(b"%PDF")


def test_nothing_is_handed_over_before_the_identity_is_known(head, school, gone):
    ask(school, SubjectRight.ACCESS, is_identified=False)
    assert "identité" in head.get(url("subject_page", school, 1, "personnel", gone.pk)).text
    assert head.post(url("subject_export", school, 1, "personnel", gone.pk)).status_code == 422


def test_the_head_erases_after_the_preview_and_the_chain_still_verifies(head, school, gone):
    ask(school)
    page = head.get(url("subject_page", school, 1, "personnel", gone.pk)).text
    assert "Ce qui sera effacé" in page
    assert "Ce qui reste, et pourquoi" in page
    answer = head.post(url("subject_erase", school, 1, "personnel", gone.pk), follow=True).text
    assert "C’est effacé" in answer
    with scope(school):
        person = Person.objects.get(pk=gone.pk)
        assert (person.family_name, person.phone, person.email) == (NOBODY, "", "")
        assert RightsRequest.objects.get().erased_on == today()
        assert list(journal.verify_school(school.pk)) == []
        assert "Lemaire" not in str(list(JournalEntry.objects.values_list("payload", flat=True)))
    assert head.get(url("subject_page", school, 1, "personnel", gone.pk)).status_code == 404
    assert head.post(url("subject_erase", school, 1, "personnel", gone.pk)).status_code == 404


def test_a_pupil_is_erased_once_they_have_left(head, school, pupil):
    ask(school)
    with scope(school):
        Pupil.objects.update(left_on=None)
    page = url("subject_erase", school, 1, "eleve", pupil.pk)
    assert "encore inscrit" in head.get(url("subject_page", school, 1, "eleve", pupil.pk)).text
    assert head.post(page).status_code == 422
    with scope(school):
        Pupil.objects.update(left_on=today())
    assert head.post(page).status_code == 302
    with scope(school):
        assert not Pupil.objects.exists()
        assert not Enrolment.objects.exists()


def test_a_colleague_who_still_works_here_is_not_erased(head, school):
    ask(school)
    with scope(school):
        member = member_of(school, Role.TEACHER)
    page = head.get(url("subject_page", school, 1, "personnel", member.person.pk)).text
    assert "notez d’abord son départ" in page
    assert "Effacer ses données" not in page
    assert head.post(url("subject_erase", school, 1, "personnel", member.person.pk)).status_code == 422


@pytest.mark.parametrize("fields", [{"right": SubjectRight.ACCESS}, {"is_identified": False}])
def test_only_an_erasure_asked_by_somebody_known_erases(head, school, gone, fields):
    ask(school, **fields)
    assert head.post(url("subject_erase", school, 1, "personnel", gone.pk)).status_code == 422
    with scope(school):
        assert Person.objects.get(pk=gone.pk).family_name == "Lemaire"


def test_who_may(client_of, school, gone):
    ask(school)
    page = url("subject_page", school, 1, "personnel", gone.pk)
    lead = client_of(school, Role.DIGITAL_LEAD)
    assert "Le chef d’établissement confirme" in lead.get(page).text
    assert lead.post(url("subject_erase", school, 1, "personnel", gone.pk)).status_code == 403
    for role in (Role.TEACHER, Role.BURSAR):
        assert client_of(school, role).get(page).status_code == 403


def test_somebody_of_another_sort_or_school_is_not_found(head, school, gone):
    ask(school)
    assert head.get(url("subject_page", school, 1, "parent", gone.pk)).status_code == 404
    assert head.get(url("subject_page", school, 1, "personnel", gone.pk + 10_000)).status_code == 404
