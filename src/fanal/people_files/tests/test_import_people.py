"""From a file to the directory: what is created, changed, left alone, refused, and who leaves."""

from dataclasses import replace

import pytest
from django.urls import reverse

from fanal.accounts.models import Person, School
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory, member_of
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.tenancy import scope
from fanal.directory.models import Enrolment, Pupil, SchoolClass, SourceRecord, StaffYear
from fanal.directory.reading import records
from fanal.directory.reading.duplicates import pairs_of
from fanal.people_files.actions import doubts
from fanal.people_files.actions import imports as actions
from fanal.people_files.reading.import_differences import differences_of
from fanal.people_files.tests.aaf import STAFF
from fanal.people_files.tests.importing import TODAY, full, pupil
from fanal.people_files.tests.reading import aaf, request
from fanal.people_files.tests.siecle import STS
from fanal.people_files.tests.siecle_import import counts, siecle

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def test_nothing_is_written_before_it_is_applied(importer, school):
    imported = importer.deposit(full(school, pupil(1), pupil(2)))
    assert counts(imported) == (3, 0, 0, 0, 0)
    with scope(school):
        assert not Pupil.objects.for_school(school).exists()
    importer.apply(imported)
    with scope(school):
        assert {str(pupil) for pupil in Pupil.objects.for_school(school)} == {"Zoé NOM1", "Zoé NOM2"}
        enrolled = Enrolment.objects.for_school(school).get(pupil__family_name="NOM1")
        assert (enrolled.class_code, enrolled.school_year) == ("6A", "2026-2027")
        assert SchoolClass.objects.for_school(school).get().code == "6A"


def test_the_same_file_twice_changes_nothing(importer, school):
    text = full(school, pupil(1), request("PersEducNat", "77", **STAFF))
    importer.bring(text)
    assert counts(importer.deposit(text)) == (0, 0, 3, 0, 0)


def test_a_change_is_shown_before_and_after_and_touches_nobody_else(importer, school):
    importer.bring(full(school, pupil(1), pupil(2)))
    imported = importer.deposit(full(school, pupil(1, klass="6B"), pupil(2)))
    assert counts(imported) == (0, 1, 2, 0, 0)
    (line,) = importer.lines(imported, "changed")
    assert (line.before["class"], line.after["class"]) == ("6A", "6B")
    importer.apply(imported)
    with scope(school):
        classes = dict(Enrolment.objects.for_school(school).values_list("pupil__family_name", "class_code"))
    assert classes == {"NOM1": "6B", "NOM2": "6A"}


def test_whoever_is_absent_of_a_complete_file_leaves_and_may_come_back(importer, school):
    importer.bring(full(school, pupil(1), pupil(2)))
    imported = importer.bring(full(school, pupil(1)))
    assert counts(imported) == (0, 0, 2, 0, 1)
    with scope(school):
        assert Pupil.objects.for_school(school).gone(TODAY).get().family_name == "NOM2"
    imported = importer.bring(full(school, pupil(1), pupil(2)))
    assert counts(imported) == (0, 1, 2, 0, 0)
    with scope(school):
        assert Pupil.objects.for_school(school).present(TODAY).count() == 2


def test_a_refused_line_is_not_a_departure(importer, school):
    importer.bring(full(school, pupil(1), pupil(2)))
    imported = importer.deposit(full(school, pupil(1), pupil(2, ENTPersonDateNaissance="99/99/2013")))
    assert imported.gone == 0
    assert imported.refused == 1


def test_many_departures_ask_somebody_first_and_nothing_is_written_until_then(importer, school):
    everybody = [pupil(number) for number in range(1, 31)]
    importer.bring(full(school, *everybody))
    imported = importer.deposit(full(school, *everybody[:10]))
    assert imported.gone == 20
    with pytest.raises(RuleBroken, match="20 départs sur 30"):
        importer.apply(imported)
    with scope(school):
        assert Pupil.objects.for_school(school).present(TODAY).count() == 30
    importer.apply(imported, are_departures_true=True)
    with scope(school):
        assert Pupil.objects.for_school(school).present(TODAY).count() == 10


@pytest.mark.parametrize(
    ("percent", "least", "is_question"), [(10, 5, True), (50, 5, True), (10, 21, False), (10, 20, True)]
)
def test_the_school_says_how_many_departures_ask_somebody(importer, school, percent, least, is_question):
    School.objects.filter(pk=school.pk).update(departures_percent=percent, departures_least=least)
    school.refresh_from_db()
    everybody = [pupil(number) for number in range(1, 31)]
    importer.bring(full(school, *everybody))
    imported = importer.deposit(full(school, *everybody[:10]))
    with scope(school):
        assert bool(actions.departures_question(imported)) is is_question


def test_a_delta_changes_what_it_says_and_infers_no_departure(importer, school):
    importer.bring(full(school, pupil(1), pupil(2), pupil(3)))
    imported = importer.bring(
        aaf(
            pupil(1, how="modifyRequest", ENTEleveClasses="43$5C"),
            pupil(2, how="deleteRequest"),
            pupil(9, how="modifyRequest", ENTPersonStructRattach="43", ENTEleveClasses="43$5C"),
        )
    )
    assert counts(imported) == (0, 1, 0, 1, 1)
    with scope(school):
        first = Enrolment.objects.for_school(school).get(pupil__family_name="NOM1")
        assert (first.class_code, first.level) == ("5C", "10010012110")
        assert Pupil.objects.for_school(school).gone(TODAY).get().family_name == "NOM2"
    (line,) = importer.lines(imported, "refused")
    assert "export complet" in line.reasons[0]


def test_a_complete_file_after_a_delta_that_says_the_same_changes_nothing(importer, school):
    importer.bring(full(school, pupil(1)))
    importer.bring(aaf(pupil(1, how="modifyRequest", ENTEleveClasses="43$5C")))
    assert counts(importer.deposit(full(school, pupil(1, klass="5C")))) == (0, 0, 2, 0, 0)


def test_the_people_of_other_schools_are_left_aside(importer, school):
    other = request("EtabEducNat", "99", ENTStructureUAI="0123456A", ENTStructureNomCourant="CLG$X$Y")
    imported = importer.bring(full(school, other, pupil(1), pupil(2, school="99", klass="3A")))
    assert counts(imported) == (2, 0, 0, 0, 0)
    with scope(school):
        assert Pupil.objects.for_school(school).get().family_name == "NOM1"


def test_a_file_that_does_not_say_which_number_is_ours_is_refused(importer):
    with pytest.raises(RuleBroken, match="EtabEducNat"):
        importer.deposit(aaf(pupil(1)))


def test_a_pupil_known_by_siecle_is_the_same_in_the_aaf(importer, school):
    importer.bring(siecle(school))
    imported = importer.bring(
        full(school, pupil(5, sn="COEUR", givenName="Anais", ENTPersonDateNaissance="02/03/2014", klass="6B"))
    )
    (line,) = importer.lines(imported, "changed")
    assert line.cells["match"] == "born"
    differences = {
        difference.label: (difference.before, difference.after)
        for difference in differences_of(line.before, line.after)
    }
    assert (differences["Classe"], differences["Nom"]) == (("6A", "6B"), ("CŒUR", "COEUR"))
    assert "Né le" not in differences
    assert "02/03/2014" in {difference.after for difference in differences_of({}, line.after)}
    with scope(school):
        pupil_record = Pupil.objects.for_school(school).get()
        assert {record.source for record in pupil_record.known_as.all()} == {"siecle", "aaf"}


def test_two_pupils_of_one_name_are_two(importer, school):
    importer.bring(full(school, pupil(1, sn="MARTIN", ENTPersonDateNaissance="01/01/2013")))
    importer.bring(
        full(
            school,
            pupil(1, sn="MARTIN", ENTPersonDateNaissance="01/01/2013"),
            pupil(2, sn="MARTIN", ENTPersonDateNaissance="02/02/2013"),
        )
    )
    with scope(school):
        assert Pupil.objects.for_school(school).present(TODAY).count() == 2


@pytest.mark.parametrize("choice", ["same", "new"])
def test_a_doubtful_newcomer_waits_for_a_decision(importer, school, choice):
    importer.bring(full(school, pupil(1, sn="MARTIN", ENTPersonDateNaissance="")))
    importer.bring(siecle(school))
    imported = importer.deposit(
        siecle(school)
        .replace("CŒUR".encode("iso-8859-15"), b"MARTIN")
        .replace("Anaïs".encode("iso-8859-15"), "Zoé".encode("iso-8859-15"))
        .replace(b'"10"', b'"11"')
    )
    (line,) = importer.lines(imported, "refused")
    (candidate,) = line.cells["candidates"]
    with scope(school):
        doubts.decide_doubt(imported, line, str(candidate) if choice == "same" else "new", by=importer.by)
        imported.refresh_from_db()
        assert imported.refused == 0
    importer.apply(imported)
    with scope(school):
        martins = Pupil.objects.for_school(school).filter(family_name="MARTIN")
        assert martins.count() == (1 if choice == "same" else 2)
        assert pairs_of(records.PUPILS, school) == []  # what was said once is not asked again


def test_the_staff_is_recognised_by_mail_then_by_name_and_gets_no_right(importer, school):
    with scope(school):
        person = PersonFactory(
            school=school, given_name="Hélène", family_name="Petit-Jean", email="helene.petit@ac-test.invalid"
        )
    imported = importer.bring(full(school, request("PersEducNat", "77", **STAFF)))
    (line,) = importer.lines(imported, "changed")
    assert (line.target, line.cells["match"]) == (person.pk, "mail")
    with scope(school):
        year = StaffYear.objects.for_school(school).get(person=person)
        assert (year.functions, year.classes, year.heads, year.subjects) == (
            ["ENS"],
            ["6A"],
            ["6A"],
            ["020700"],
        )
        assert not person.memberships.exists()
        person.refresh_from_db()
        assert person.family_name == "Petit-Jean"


def test_nobody_loses_their_access_by_a_file_and_somebody_is_asked(importer, school, client_of):
    with scope(school):
        holder = member_of(school, Role.TEACHER).person
        Person.objects.filter(pk=holder.pk).update(given_name="Alix", family_name="DURAND")
    two = [
        request("PersEducNat", str(key), **(STAFF | {"sn": name, "givenName": "Alix", "mail": ""}))
        for key, name in ((77, "DURAND"), (78, "PETIT"))
    ]
    importer.bring(full(school, *two, request("PersEducNat", "79", **STAFF)))
    importer.bring(full(school, request("PersEducNat", "79", **STAFF)))
    with scope(school):
        holder.refresh_from_db()
        assert holder.left_on is None
        assert (
            Person.objects.for_school(school).get(family_name="PETIT", given_name="Alix").left_on is not None
        )
    home = client_of(school, Role.HEAD).get(reverse("web:home", args=[school.uai])).text
    assert "Alix DURAND\u202f: est-ce un départ" in home
    assert "Alix PETIT" not in home


def test_stsweb_finds_the_same_person_by_name(importer, school):
    with scope(school):
        person = PersonFactory(school=school, given_name="Helene", family_name="PETIT", email="")
    importer.bring(STS.replace("0121234X", school.uai))
    with scope(school):
        assert SourceRecord.objects.for_school(school).get(source="sts", key="epp-8").person_id == person.pk
        assert Person.objects.for_school(school).get(given_name="Paul").family_name == "PETIT"


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("UAI", "0123456A", "celui de l’établissement 0123456A"),
        ("2026<", "2025<", "celui de l’année 2025-2026"),
    ],
)
def test_another_school_s_file_or_last_year_s_is_refused(importer, school, before, after, sentence):
    text = siecle(school).decode("iso-8859-15")
    with pytest.raises(RuleBroken, match=sentence):
        importer.deposit(text.replace(school.uai if before == "UAI" else before, after).encode("iso-8859-15"))


def test_a_plan_overtaken_by_another_is_not_applied(importer, school):
    first = importer.deposit(full(school, pupil(1)))
    second = importer.deposit(full(school, pupil(1), pupil(2)))
    importer.apply(second)
    with pytest.raises(RuleBroken, match="Un autre import"):
        importer.apply(first)


def test_a_preview_that_was_overtaken_says_so(importer, school, client_of):
    """A newcomer, November 2026: it kept « Appliquer », and the list said « Aperçu prêt »."""
    first = importer.deposit(full(school, pupil(1)))
    importer.apply(importer.deposit(full(school, pupil(1), pupil(2))))
    lead = client_of(school, Role.DIGITAL_LEAD)
    page = lead.get(reverse("people_files:import_page", args=[school.uai, first.number])).text
    assert "Cet aperçu est dépassé" in page
    assert "Appliquer</button>" not in page
    listed = lead.get(reverse("people_files:import_start", args=[school.uai])).text
    assert listed.count("Aperçu dépassé") == 1


def test_a_teacher_may_not_import(importer, school):
    importer.by = replace(importer.by, roles=frozenset({Role.TEACHER}))
    with pytest.raises(NotAllowed):
        importer.deposit(full(school, pupil(1)))
