"""Two people press at the same second: records are joined once, a line is ticked once."""

from datetime import date

import pytest
from django.utils import timezone

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory, SchoolFactory
from fanal.core.errors import RuleBroken
from fanal.core.people.arrivals_departures import DEPARTURE, PERSON
from fanal.core.tenancy import scope
from fanal.core.tests.pressing import at_once
from fanal.directory.actions import departure_checklist, record_merge
from fanal.directory.models import ChecklistTick, Pupil, RecordMerge
from fanal.directory.reading.arrivals_departures import owner, sheet_of
from fanal.directory.reading.records import PUPILS, states_of

TODAY = date(2026, 11, 26)
LEAD = Actor("system:setup", "Mise en service", frozenset({Role.HEAD}))
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def school(transactional_db):
    return SchoolFactory()


def test_two_records_joined_both_ways_at_once_are_joined_once(school):
    with scope(school):
        rows = [Pupil.objects.create(school=school, family_name="ROY", given_name="Léa") for _ in range(2)]
        seal = record_merge.seal_of(*states_of(PUPILS, rows))

    def join(kept, gone):
        return lambda: record_merge.join_records(
            PUPILS, kept, gone, seal=seal, today=TODAY, now=timezone.now(), by=LEAD
        )

    assert at_once(school, join(*rows), join(*reversed(rows))) == ["done", "refused"]
    with scope(school):
        assert Pupil.objects.for_school(school).count() == 1
        joined = RecordMerge.objects.for_school(school).get()

    def separate():
        record_merge.separate_records(joined, now=timezone.now(), by=LEAD)

    assert at_once(school, separate, separate) == ["done", "refused"]
    with scope(school):
        assert Pupil.objects.for_school(school).count() == 2


def test_a_sheet_is_closed_as_it_stands_not_as_it_was_shown(school):
    with scope(school):
        person, now = PersonFactory(school=school, left_on=TODAY), timezone.now()
        thing = owner(school, DEPARTURE, PERSON, now, TODAY).get(pk=person.pk)

        def sheet():
            return sheet_of(thing, school, DEPARTURE, PERSON, now=now, today=TODAY)

        for line in ("handover", "passwords"):
            departure_checklist.tick_line(sheet(), line, now=now, by=LEAD)
        done = sheet()
        departure_checklist.untick_line(done, "handover", now=now, by=LEAD)
        with pytest.raises(RuleBroken, match="Il reste 1 ligne"):
            departure_checklist.close_sheet(done, now=now, by=LEAD)


def test_a_line_ticked_twice_at_once_is_ticked_once(school):
    with scope(school):
        person = PersonFactory(school=school, left_on=TODAY)

    def tick():
        now = timezone.now()
        thing = owner(school, DEPARTURE, PERSON, now, TODAY).get(pk=person.pk)
        sheet = sheet_of(thing, school, DEPARTURE, PERSON, now=now, today=TODAY)
        departure_checklist.tick_line(sheet, "handover", now=now, by=LEAD)

    assert at_once(school, tick, tick, tick) == ["done"] * 3
    with scope(school):
        assert ChecklistTick.objects.for_school(school).count() == 1
