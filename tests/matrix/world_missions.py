"""The year of one world of the matrix: a template, a task given to somebody, and their calendar link."""

from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.agenda.models import (
    RolloverStep,
    TaskFeed,
    TaskTemplate,
    YearFigure,
    YearRollover,
    YearTask,
)
from fanal.allowances.models import (
    ImpEnvelope,
    ImpProposal,
)
from fanal.core.clock.testing import today
from fanal.core.database.numbers import next_number
from fanal.mission_letters.models import MissionLetter
from fanal.mission_letters.models.letter import LetterScan
from fanal.mission_letters.rules.letter import BY_FIELD
from fanal.missions.models import (
    Absence,
    MissionShare,
    NeedsAssessment,
    ParticularMission,
    PartNeed,
    PointLine,
    PresenceHour,
    WeekPoint,
)
from fanal.missions.rules.point import monday_of
from fanal.work_log.models import WorkEntry
from fanal.year.rules.years import year_of


def fill_year(school: School, person: Person, canary: str) -> None:
    """Each row says the canary; the task is due today."""
    columns = {"school": school, "title": canary, "activity": "services", "owner": "head"}
    template = TaskTemplate.objects.create(anchor="m09", source=canary, **columns)
    YearTask.objects.create(
        number=next_number(school.pk, "year task"), school_year=str(year_of(today())), template=template,
        person=person, due_on=today(), note=canary, changed_at=timezone.now(), **columns,
    )  # fmt: skip
    TaskFeed.objects.create(school=school, person=person, seed=canary, made_at=timezone.now())
    _rollover(school, person, canary)
    _point(school, person, canary)
    _work(school, person, canary)
    _absence(school, person, canary)


def _work(school: School, person: Person, canary: str) -> None:
    """One line by hand."""
    whose = {"school": school, "person": person}
    WorkEntry.objects.create(
        **whose, day=today(), minutes=15, activity="services", what=canary, reference=canary[:40]
    )
    _allowances(school, person, canary)


def _allowances(school: School, person: Person, canary: str) -> None:
    """An envelope, two missions, a line that waits and one decided."""
    columns = {"school": school, "school_year": str(year_of(today()))}
    envelope = ImpEnvelope.objects.create(quarters=38, reference=canary, **columns)
    mission, _ = (
        ParticularMission.objects.create(
            number=next_number(school.pk, "mission"), kind=kind, title=canary, workload=canary,
            expertise=canary, reason=canary, code=canary[:20], **columns,
        )
        for kind in ("digital", "other")
    )  # fmt: skip
    for state, task, agreed in (("draft", canary, None), ("decided", "", today())):
        ImpProposal.objects.create(
            school=school, number=next_number(school.pk, "imp proposal"), envelope=envelope, mission=mission,
            person=person, task=task, quarters=4, agreed_on=agreed, state=state,
            declined_on=None if agreed else today(), declined_word="" if agreed else canary,
        )  # fmt: skip
    PartNeed.objects.create(school=school, mission=mission, part="steering", weight=40, needed="at_ease")
    MissionShare.objects.create(
        school=school, mission=mission, part="steering", person=person, percent=100, starts_on=today(),
        ends_on=today(), competence="learning",
    )  # fmt: skip
    NeedsAssessment.objects.create(
        academic_part=canary, projects=canary, expertise=canary, appreciation=canary,
        figures=[[canary, "1", "1", "1", ""]], closed_on=today(), written_by=person, **columns,
    )  # fmt: skip
    _letters(mission, person, canary)


def _letters(mission: ParticularMission, person: Person, canary: str) -> None:
    """One that waits for its person; one signed, with its scan, which nobody changes any more."""
    columns = {
        "school": mission.school, "mission": mission, "person": person, "school_year": mission.school_year,
        "starts_on": today(), "ends_on": today(), **dict.fromkeys(BY_FIELD, canary),
    }  # fmt: skip
    for state, day in (("shared", None), ("signed", today())):
        number = next_number(mission.school_id, "mission letter")
        letter = MissionLetter.objects.create(
            number=number, version=number, state=state, agreed_on=day, signed_on=day, **columns
        )
        if day:
            LetterScan.objects.create(
                school=mission.school, letter=letter, name=canary, mime="application/pdf", size=1,
                sha256="0" * 64, is_picture=False, joined_on=today(),
            )  # fmt: skip


def _rollover(school: School, person: Person, canary: str) -> None:
    """This year opened, one step ticked, one figure kept."""
    year, now = str(year_of(today())), timezone.now()
    YearRollover.objects.create(school=school, school_year=year, opened_at=now, opened_by=person)
    RolloverStep.objects.create(
        school=school, school_year=year, code="templates", done_at=now, done_by=person
    )
    YearFigure.objects.create(school=school, school_year=year, code=canary, value=1, basis=1, kept_on=today())


def _point(school: School, person: Person, canary: str) -> None:
    """One that was sent, with a line answered and a line that waits."""
    now = timezone.now()
    point = WeekPoint.objects.create(
        school=school, number=next_number(school.pk, "week point"), monday=monday_of(today()), sent_at=now,
        sent_by=person,
    )  # fmt: skip
    columns = {"school": school, "point": point, "text": canary, "author": person, "written_at": now}
    PointLine.objects.create(answer="agreed", word=canary, answered_by=person, answered_at=now, **columns)
    PointLine.objects.create(**columns)


def _absence(school: School, person: Person, canary: str) -> None:
    """Away today; their substitute is themselves, whom no page would allow: one row says all."""
    Absence.objects.create(
        school=school, person=person, first_day=today(), last_day=today(), substitute=person, said_by=person
    )
    PresenceHour.objects.create(
        school=school, person=person, weekday=0, starts="10:00", ends="12:00", place=canary
    )
