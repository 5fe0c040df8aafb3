"""Two records of one child become one, the next import changes nothing, and separating puts all back."""

import pytest
from django.db.models import ForeignKey
from django.utils import timezone
from tests.matrix.rows import World
from tests.matrix.world import photograph

from fanal.account_lists.models import AccountOwner
from fanal.accounts.models import Person
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import member_of
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.directory.actions import record_merge
from fanal.directory.models import (
    ChecklistTick,
    Enrolment,
    NotDuplicate,
    Pupil,
    RecordMerge,
    SourceRecord,
    StaffYear,
)
from fanal.directory.reading.duplicates import pairs_of
from fanal.directory.reading.records import PUPILS, STAFF, is_bound, links_to
from fanal.directory.tests.joining import AAF, files, join, two
from fanal.online_services.models import OnlineService
from fanal.people_files.actions.imports import CHANGED_MEANWHILE
from fanal.people_files.tests.aaf import STAFF as COLLEAGUE
from fanal.people_files.tests.importing import TODAY, full, pupil
from fanal.people_files.tests.reading import request
from fanal.people_files.tests.siecle_import import counts

__all__ = ["files", "two"]

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def separate(importer, joined):
    with scope(importer.school):
        joined.refresh_from_db()
        return record_merge.separate_records(joined, now=timezone.now(), by=importer.by)


def tables(school):
    """Everything of the school but what tells of the joining itself."""
    mute = ("directory_recordmerge", "core_journal", "core_counter", "core_import")
    sums = photograph(World(school, ""))
    return {table: sum_ for table, sum_ in sums.items() if not table.startswith(mute)}


def test_one_record_remains_with_both_sources_and_every_year(importer, school, two):
    kept, gone = two
    with scope(school):
        Enrolment.objects.create(school=school, pupil=gone, school_year="2025-2026", class_code="CM2")
        before = Enrolment.objects.for_school(school).filter(pupil__in=two).count()
    join(importer, PUPILS, kept, gone)
    with scope(school):
        pupil = Pupil.objects.for_school(school).get(pk=kept.pk)
        assert str(pupil) == "Anaïs CŒUR"
        assert not Pupil.objects.for_school(school).filter(pk=gone.pk).exists()
        assert {record.source for record in pupil.known_as.all()} == {"siecle", "aaf"}
        years = dict(pupil.enrolments.values_list("school_year", "class_code"))
        assert before == 3
        assert years.keys() == {"2025-2026", "2026-2027"}
        assert years["2025-2026"] == "CM2"


def test_the_same_files_change_nothing_after_two_records_were_joined(importer, school, files, two):
    for kept, gone in (two, reversed(two)):
        joined = join(importer, PUPILS, kept, gone)
        for text in files:
            assert counts(importer.deposit(text))[:2] == (0, 0)
            assert counts(importer.deposit(text))[3:] == (0, 0)
        separate(importer, joined)


def test_the_chosen_name_stays_when_the_other_source_changes_the_class(importer, school, files, two):
    join(importer, PUPILS, *two)
    importer.bring(full(school, pupil(5, **AAF, klass="6C"), pupil(6)))
    with scope(school):
        pupil_record = Pupil.objects.for_school(school).get(pk=two[0].pk)
        assert pupil_record.family_name == "CŒUR"
        assert pupil_record.enrolments.get().class_code == "6C"


def test_whoever_one_source_no_longer_names_has_not_left(importer, school, files, two):
    join(importer, PUPILS, *two)
    importer.bring(full(school, pupil(6)))
    with scope(school):
        assert Pupil.objects.for_school(school).get(pk=two[0].pk).left_on is None


def test_separating_puts_every_row_back(importer, school, two):
    with scope(school):
        third = Pupil.objects.for_school(school).get(family_name="NOM6")
        for other in two:
            record_merge.keep_apart(PUPILS, other, third, today=importer.today, by=importer.by)
    before = tables(school)
    joined = join(importer, PUPILS, *two)
    assert tables(school) != before
    separate(importer, joined)
    assert tables(school) == before
    with pytest.raises(RuleBroken, match="déjà séparées"):
        separate(importer, joined)
    with scope(school):
        joined.refresh_from_db()
        assert (joined.was, joined.left, joined.moved) == ({}, {}, {})


def test_what_other_apps_keep_of_a_pupil_follows_and_comes_back(importer, school, two):
    with scope(school):
        service = OnlineService.objects.create(school=school, name="ENT")
        own = AccountOwner.objects.create(
            school=school, service=service, key="a", pupil=two[1], decided_on=importer.today
        )
        tick = ChecklistTick.objects.create(
            school=school, pupil=two[1], sheet="departure", code="service-1", done_at=timezone.now()
        )
    before = tables(school)
    joined = join(importer, PUPILS, *two)
    with scope(school):
        for row in (own, tick):
            row.refresh_from_db()
            assert row.pupil_id == two[0].pk
    separate(importer, joined)
    assert tables(school) == before


def test_three_records_are_separated_the_latest_first(importer, school, two):
    with scope(school):
        third = Pupil.objects.for_school(school).get(family_name="NOM6")
    before = tables(school)
    inner = join(importer, PUPILS, two[1], third)
    middle = tables(school)
    outer = join(importer, PUPILS, *two)
    with pytest.raises(RuleBroken, match="la plus récente"):
        separate(importer, inner)
    separate(importer, outer)
    assert tables(school) == middle
    separate(importer, inner)
    assert tables(school) == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"klass": "6C"}, "l’année 2026-2027"),
        ({"sn": "COEUR-DURAND"}, "le nom"),
        ({"ENTEleveMEF": "10010012110", "ENTPersonMail": "x"}, ""),
    ],
)
def test_separating_is_refused_when_an_import_changed_the_record(importer, school, two, change, words):
    joined = join(importer, PUPILS, *two)
    importer.bring(full(school, pupil(5, **({"klass": "6B"} | AAF | change)), pupil(6)))
    if words:
        with pytest.raises(RuleBroken, match=words):
            separate(importer, joined)
    else:
        separate(importer, joined)


def test_a_pair_that_changed_since_it_was_looked_at_is_not_joined(importer, school, two):
    with scope(school), pytest.raises(RuleBroken, match="regardez-les de nouveau"):
        record_merge.join_records(
            PUPILS, *two, seal="", today=importer.today, now=timezone.now(), by=importer.by
        )


def test_a_plan_made_before_records_were_joined_or_separated_is_not_applied(importer, school, two):
    text = full(school, pupil(5, **AAF, klass="6C"), pupil(6))
    made = importer.deposit(text)
    joined = join(importer, PUPILS, *two)
    with pytest.raises(RuleBroken, match=CHANGED_MEANWHILE[:20]):
        importer.apply(made)
    made = importer.deposit(text)
    separate(importer, joined)
    with pytest.raises(RuleBroken, match=CHANGED_MEANWHILE[:20]):
        importer.apply(made)
    importer.bring(text)


def test_two_numbers_of_one_source_are_one_pupil(importer, school):
    twice = [pupil(1, sn="MARTIN"), pupil(2, sn="MARTIN")]
    importer.bring(full(school, *twice))
    with scope(school):
        rows = list(Pupil.objects.for_school(school).order_by("pk"))
        (pair,) = pairs_of(PUPILS, school)
    assert pair.key == (rows[0].pk, rows[1].pk)
    join(importer, PUPILS, *rows)
    assert counts(importer.deposit(full(school, *twice))) == (0, 0, 3, 0, 0)
    importer.bring(full(school, pupil(1, sn="MARTIN", klass="6B"), pupil(2, sn="MARTIN", klass="6B")))
    with scope(school):
        assert Pupil.objects.for_school(school).get().enrolments.get().class_code == "6B"


def test_near_names_of_one_source_are_twins_and_a_decision_is_remembered(importer, school, two):
    with scope(school):
        (pair,) = pairs_of(PUPILS, school)
        assert pair.key == tuple(sorted(record.pk for record in two))
        record_merge.keep_apart(PUPILS, *two, today=importer.today, by=importer.by)
        record_merge.keep_apart(PUPILS, *two, today=importer.today, by=importer.by)
        assert pairs_of(PUPILS, school) == []
        assert NotDuplicate.objects.for_school(school).count() == 1
    importer.bring(full(school, pupil(7, sn="PETITJEAN"), pupil(8, sn="PETIT JEAN")))
    with scope(school):
        assert pairs_of(PUPILS, school) == []


def test_a_pupil_s_erasure_takes_what_was_joined(importer, school, two):
    join(importer, PUPILS, *two)
    with scope(school):
        Pupil.objects.for_school(school).get(pk=two[0].pk).delete()
        assert not RecordMerge.objects.for_school(school).exists()
        assert not SourceRecord.objects.for_school(school).filter(pupil=two[0].pk).exists()


def test_a_colleague_told_twice_becomes_one_and_no_right_moves(importer, school):
    with scope(school):
        own = member_of(school, Role.TEACHER).person
        Person.objects.filter(pk=own.pk).update(given_name="Hélène", family_name="PETIT-LOU", email="")
    importer.bring(full(school, request("PersEducNat", "77", **COLLEAGUE)))
    with scope(school):
        from_file = Person.objects.for_school(school).get(known_as__source="aaf")
        own.refresh_from_db()
        assert [pair.key for pair in pairs_of(STAFF, school)] == [tuple(sorted((own.pk, from_file.pk)))]
    with pytest.raises(RuleBroken, match="c’est elle qui doit"):
        join(importer, STAFF, from_file, own)
    before = tables(school)
    joined = join(importer, STAFF, own, from_file)
    with scope(school):
        own.refresh_from_db()
        assert (str(own), own.email) == ("Hélène PETIT-LOU", from_file.email)
        assert StaffYear.objects.for_school(school).get(person=own).classes == ["6A"]
        assert own.memberships.get().roles == [Role.TEACHER]
    assert counts(importer.deposit(full(school, request("PersEducNat", "77", **COLLEAGUE))))[:2] == (0, 0)
    separate(importer, joined)
    assert tables(school) == before


def test_two_numbers_of_one_source_are_one_colleague(importer, school):
    twice = [request("PersEducNat", number, **(COLLEAGUE | {"mail": ""})) for number in ("77", "78")]
    importer.bring(full(school, *twice))
    with scope(school):
        rows = list(Person.objects.for_school(school).filter(known_as__isnull=False).order_by("pk"))
    join(importer, STAFF, *rows)
    more = {"ENTAuxEnsClassesMatieres": "43$6B$020700", "mail": ""}
    importer.bring(full(school, *(request("PersEducNat", key, **(COLLEAGUE | more)) for key in ("77", "78"))))
    with scope(school):
        assert StaffYear.objects.for_school(school).get(person=rows[0]).classes == ["6B"]


def test_every_link_to_a_pupil_can_follow_and_every_promise_to_a_person_keeps_them():
    assert {field.model._meta.label for field in links_to(PUPILS) if is_bound(PUPILS, field)} == set()
    bound = {field.model._meta.label for field in links_to(STAFF) if is_bound(STAFF, field)}
    assert bound >= {
        "accounts.Membership",
        "equipment.Equipment",
        "helpdesk.HelpRequest",
        "agenda.TaskFeed",
    }
    assert all(isinstance(field, ForeignKey) for field in links_to(STAFF))
