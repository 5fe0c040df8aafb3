"""Somebody in two schools is one person of each: neither reads the other, each lives its own life."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from tests.matrix.rows import owned_models

from fanal.accounts.models import Person
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import Role, System
from fanal.core.imports.models import ImportLine
from fanal.core.tenancy import scope
from fanal.directory.actions import record_merge
from fanal.directory.models import Pupil, SourceRecord
from fanal.directory.reading.duplicates import pairs_of
from fanal.directory.reading.records import PUPILS, STAFF, state_of
from fanal.people_files.tests.everywhere import bring, school_request
from fanal.people_files.tests.importing import TODAY, Importer, pupil
from fanal.people_files.tests.reading import aaf, request

__all__ = ["bring"]
HERE, THERE = "CLASSE-ICI", "CLASSE-LABAS"
MATHS = {
    "ENTPersonFonctions": ["43$ENS$ENSEIGNEMENT$L1300$ICI MATHS", "44$DOC$DOCUMENTATION$L0080$DOC-LABAS"]
}
TEACHER = {
    "sn": "PETIT",
    "givenName": "Hélène",
    "mail": "helene.petit@ac-test.invalid",
    "ENTPersonStructRattach": "43",
    "ENTAuxEnsClassesMatieres": [f"43${HERE}$020700", f"44${THERE}$020700"],
    "ENTAuxEnsClassesPrincipal": [f"44${THERE}"],
}
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


@pytest.fixture
def both(school, elsewhere, bring):
    """A teacher of two schools; a pupil who is here, then there with the class of both."""
    schools = aaf(school_request(school, "43"), school_request(elsewhere, "44"))
    teacher = request("PersEducNat", "77", **(TEACHER | MATHS))
    bring(
        schools, aaf(teacher, pupil(1, klass=HERE), pupil(9, klass=HERE), pupil(8, school="44", klass=THERE))
    )
    moved = pupil(1, school="44", ENTEleveClasses=f"44${THERE}", ENTEleveGroupes=f"44$G-{THERE}")
    bring(schools, aaf(teacher, moved, pupil(9, klass=HERE), pupil(8, school="44", klass=THERE)))


def everything(school) -> str:
    """Every row of every table of this school, as text."""
    texts = []
    with scope(school), connection.cursor() as cursor:
        for model in owned_models():
            cursor.execute(
                f'SELECT t::text FROM "{model._meta.db_table}" t WHERE school_id = %s', [school.pk]
            )
            texts += [row for (row,) in cursor.fetchall()]
    return "\n".join(texts)


def test_nothing_of_the_other_school_is_kept(both, school, elsewhere):
    here, there = everything(school), everything(elsewhere)
    assert HERE in here
    assert THERE in there
    for word in (THERE, "LABAS", elsewhere.uai):
        assert word not in here
    for word in (HERE, "ICI MATHS", school.uai):
        assert word not in there


def test_a_teacher_of_two_schools_is_one_person_of_each(both, school, elsewhere, client_of):
    for own, mine, other in ((school, HERE, THERE), (elsewhere, THERE, HERE)):
        with scope(own):
            person = Person.objects.for_school(own).get(family_name="PETIT")
            assert person.years.get().classes == [mine]
        browser = client_of(own, Role.HEAD)
        page = browser.get(reverse("directory:class_page", args=[own.uai, mine])).text
        assert "PETIT" in page
        assert other not in page
        assert other not in browser.get(reverse("people:person_page", args=[own.uai, person.pk])).text


def test_a_pupil_who_changed_school_left_one_and_arrived_in_the_other(both, school, elsewhere, client_of):
    with scope(school):
        gone = Pupil.objects.for_school(school).get(family_name="NOM1")
        assert gone.left_on is not None
        assert [year.class_code for year in gone.enrolments.all()] == [HERE]
    with scope(elsewhere):
        here = Pupil.objects.for_school(elsewhere).get(family_name="NOM1")
        assert here.left_on is None
        assert [year.class_code for year in here.enrolments.all()] == [THERE]
    browser = client_of(school, Role.HEAD)
    page = browser.get(reverse("directory:pupil_page", args=[school.uai, gone.pk])).text
    assert THERE not in page
    assert browser.get(reverse("directory:pupil_page", args=[school.uai, here.pk])).status_code == 404
    twins = reverse("directory:pupil_pair", args=[school.uai, gone.pk, here.pk])
    assert browser.get(twins).status_code == 404


def test_each_school_s_record_lives_its_own_life(both, school, elsewhere, importer):
    with scope(school):
        person = Person.objects.for_school(school).get(family_name="PETIT")
        Person.objects.filter(pk=person.pk).update(phone="02 98 00 00 00")
        rows = list(Pupil.objects.for_school(school).order_by("pk"))
        seal = record_merge.seal_of(*(state_of(PUPILS, row) for row in rows))
        arguments = {"today": importer.today, "now": timezone.now(), "by": importer.by}
        record_merge.join_records(PUPILS, *rows, seal=seal, **arguments)
        assert pairs_of(STAFF, school) == pairs_of(PUPILS, school) == []
    with scope(elsewhere):
        assert Person.objects.for_school(elsewhere).get(family_name="PETIT").phone == ""
        assert Pupil.objects.for_school(elsewhere).count() == 2
        assert (
            SourceRecord.objects.for_school(elsewhere).filter(kind="pupil", gone_on__isnull=True).count() == 2
        )
        assert pairs_of(PUPILS, elsewhere) == []


def test_the_same_export_again_changes_nothing_in_either(both, school, elsewhere, importer):
    teacher = request("PersEducNat", "77", **(TEACHER | MATHS))
    moved = pupil(1, school="44", ENTEleveClasses=f"44${THERE}", ENTEleveGroupes=f"44$G-{THERE}")
    text = aaf(
        school_request(school, "43"),
        school_request(elsewhere, "44"),
        teacher,
        moved,
        pupil(9, klass=HERE),
        pupil(8, school="44", klass=THERE),
    )
    for own in (school, elsewhere):
        imported = Importer(own, system(System.SETUP)).deposit(text)
        assert (imported.created, imported.changed, imported.refused, imported.gone) == (0, 0, 0, 0)
        with scope(own):
            assert not ImportLine.objects.for_school(own).filter(imported=imported).exists()
