"""The pupils and classes of the demonstration: two files like those of the rentrée, brought as a school does."""

from contextlib import closing
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.people_files.actions.imports import apply_people, deposit_people
from fanal.people_files.formats.read_file import read_export
from fanal.people_files.story.exports import A_CLASS, CLASSES, GIVEN, aaf_of, siecle_of, sts_of
from fanal.year.rules.years import year_of

BY = system(System.SETUP)


def _bring(school: School, text: str, name: str, day: date) -> None:
    now = timezone.make_aware(datetime.combine(day, time(9, 10)))
    read_file = read_export(text.encode(), name)
    with closing(read_file), scope(school):
        imported = deposit_people(school, read_file, today=day, now=now, by=BY)
        apply_people(imported, root=imported.root, are_departures_true=False, today=day, now=now, by=BY)


@register(STORY, "people_files")
def fill_classes(story: Story) -> None:
    """Six hundred pupils in twenty-four classes, who teaches them, a doubtful pair; a few pupils next door."""
    year = year_of(story.today)
    day = max(year.starts_on + timedelta(days=2), story.today - timedelta(days=60))
    day = min(day, story.today)
    _bring(
        story.school, siecle_of(story.school.uai, year, len(CLASSES) * A_CLASS), "ElevesSansAdresses.xml", day
    )
    _bring(
        story.school,
        sts_of(story.school.uai, year, story.teachers),
        f"sts_emp_{story.school.uai}_{year.first}.xml",
        day,
    )
    # One child under two names: the second record waits in « Doublons possibles ».
    twice = ("ADJANI-MOREL", GIVEN[0], f"01/01/{year.first - 11}", CLASSES[0])
    _bring(story.school, aaf_of(story.school.uai, year, twice), "ENT_Complet_Eleve_0000.xml", day)
    for other in story.others[:1]:
        _bring(other, siecle_of(other.uai, year, 2 * A_CLASS), "ElevesSansAdresses.xml", day)
