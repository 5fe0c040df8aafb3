"""A school overseas: the day and the hour of a meeting are those of its clock, in a job too."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from fanal.commission.actions.dialogue import ask_dialogue
from fanal.commission.models import Meeting
from fanal.commission.reading.convocation import when_words
from fanal.commission.reading.dialogue import dialogue_data
from fanal.commission.tests.conftest import NOW, TODAY, planned
from fanal.core import jobs
from fanal.core.tenancy import scope
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.year.rules.years import year_of

pytestmark = pytest.mark.clock(TODAY)
HERE = ZoneInfo("America/Martinique")
EVENING = datetime(2026, 11, 30, 19, 30, tzinfo=HERE)


@pytest.fixture
def island(school):
    school.timezone = "America/Martinique"
    school.save()
    return school


def test_an_evening_meeting_is_that_evening(island, boss):
    """19:30 in Martinique is the next day in Paris: a job said « mardi 1er décembre à 0 h 30 »."""
    with scope(island):
        made = planned(island, boss, starts_at=EVENING)
        made = Meeting.objects.for_school(island).get(pk=made.pk)
        assert made.day == date(2026, 11, 30)
        assert when_words(made) == "lundi 30 novembre 2026 à 19\u00a0h\u00a030"


def test_a_job_has_the_clock_of_its_school(island):
    clocks = []

    def work(*, school_id: int) -> None:
        clocks.append(timezone.get_current_timezone_name())

    jobs.task("test.clock")(work)(school_id=island.pk)
    assert clocks == ["America/Martinique"]
    assert timezone.get_current_timezone_name() == "Europe/Paris"


def test_the_dialogue_file_counts_the_year_of_the_school(island, boss):
    """Asked on 31 August at 20:00 in Martinique, it is 1 September in Paris, and another year."""
    with scope(island):
        request = HelpRequestFactory(school=island, equipment=EquipmentFactory(school=island))
        evening = datetime(2026, 8, 31, 20, 0, tzinfo=HERE)
        HelpRequest.objects.for_school(island).filter(pk=request.pk).update(asked_at=evening)
        file = ask_dialogue(island, {"needs": "", "uses": ""}, today=TODAY, now=NOW, by=boss)
        data = dialogue_data(file, year_of(TODAY), today=TODAY)
    part = next(each for each in data["sections"] if each["title"] == "Les pannes")
    assert "Aucune demande" in part["paragraphs"][0]
