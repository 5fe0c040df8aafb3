"""The particular missions of a year, each in the head's words. What is proposed for them is `allowances`."""

from dataclasses import dataclass

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.missions.models import ParticularMission
from fanal.missions.policies.sharing import keep_missions
from fanal.missions.rules.particular_mission import MissionKind

MISSIONS = "mission"


@dataclass(frozen=True)
class MissionInput:
    """A mission in the head's words."""

    kind: MissionKind
    title: str
    has_priority: bool | None
    workload: str = ""
    expertise: str = ""
    reason: str = ""
    code: str = ""


def title_of(description: MissionInput) -> str:
    """The title that was written, or that of its kind; « Autre mission » would tell the councils nothing."""
    if title := description.title.strip():
        return title
    if description.kind == MissionKind.OTHER:
        raise RuleBroken("Donnez un intitulé à cette mission : les instances la liront sous ce nom.")
    return description.kind.label


@transaction.atomic
def add_mission(school: School, year: str, description: MissionInput, *, by: Actor) -> ParticularMission:
    """One more mission in the year; the digital one only once."""
    require(keep_missions, by, None)
    title = title_of(description)
    School.objects.held(school.pk)
    rows = ParticularMission.objects.for_school(school).of_year(year)
    if description.kind == MissionKind.DIGITAL and rows.filter(kind=description.kind).exists():
        raise RuleBroken("La mission de référent numérique est déjà dans cette année : partagez-la.")
    mission = ParticularMission.objects.create(
        school=school,
        number=next_number(school.pk, MISSIONS),
        school_year=year,
        kind=description.kind,
        title=title,
        has_priority=description.has_priority,
        workload=description.workload.strip(),
        expertise=description.expertise.strip(),
        reason=description.reason.strip(),
        code=description.code.strip(),
    )
    journal.created(mission, by=by, verb="missions.mission_added")
    return mission
