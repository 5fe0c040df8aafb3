"""The mission of the measured school: its year, allowances, sharing, a letter, points, a log, training."""

from datetime import date, time, timedelta

from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Role
from fanal.agenda.actions import year as agenda_actions
from fanal.agenda.actions.figures import keep_missing
from fanal.agenda.models import YearTask
from fanal.agenda.rules.codes import Activity
from fanal.allowances.actions import envelope as envelopes
from fanal.allowances.actions import proposal
from fanal.allowances.rules.instalments import NOVEMBER
from fanal.allowances.rules.proposing import StaffStanding
from fanal.core.tenancy import scope
from fanal.mission_letters.actions import letter
from fanal.mission_letters.rules.letter import Pay
from fanal.missions.actions import sharing
from fanal.missions.actions.absence import add_hour
from fanal.missions.actions.particular_mission import MissionInput, add_mission
from fanal.missions.actions.point import add_line, answer_line, send_point
from fanal.missions.actions.training import note_training
from fanal.missions.models import ParticularMission
from fanal.missions.rules.particular_mission import MissionKind
from fanal.missions.rules.parts import PARTS
from fanal.missions.rules.training import HALF_DAY
from fanal.work_log.actions.line import add_work
from fanal.year.rules.years import SchoolYear, year_of

LINES, POINTS, WORK, TRAINING = 20, 8, 150, 30


def fill(school_id: int) -> int:
    """The number of the letter; made once for a data set."""
    school, today = School.objects.get(pk=school_id), timezone.localdate()
    year = year_of(today)
    with scope(school):
        if not YearTask.objects.for_school(school).exists():
            people = list(Person.objects.for_school(school).order_by("pk"))
            head = actor_of(people[2], Role.HEAD)
            lead = actor_of(people[0], Role.DIGITAL_LEAD)
            agenda_actions.create_year(school, year, with_past=True, today=today, now=timezone.now(), by=lead)
            mission = _allowances(school, people, year, today, head)
            _letter(mission, people[0], year, head)
            _points(school, lead, head)
            _work(school, people[0], today, lead)
        # Its last year was kept when it was switched, as that of every school after its first summer.
        keep_missing(school, year.previous, today=today)
    return 1


def _allowances(
    school: School, people: list[Person], year: SchoolYear, today: date, head: Actor
) -> ParticularMission:
    notification = envelopes.Notified(LINES * 2, today, "Notification", NOVEMBER)
    envelope = envelopes.note_envelope(school, year.label, notification, by=head)
    described = MissionInput(MissionKind.DIGITAL, "Référent numérique", True, "600 élèves", "ENT")
    mission = add_mission(school, year.label, described, by=head)
    for person in people[10 : 10 + LINES]:
        line = proposal.ProposalInput(mission, person, 1, StaffStanding.TEACHER)
        proposal.prepare_proposal(envelope, line, today=today, by=head)
    for part in PARTS:
        share = {"part": part.code, "person": people[0], "percent": 100}
        share |= {"starts_on": year.starts_on, "ends_on": year.ends_on}
        sharing.share_mission(mission, None, share, by=head)
    return mission


def _letter(mission: ParticularMission, person: Person, year: SchoolYear, head: Actor) -> None:
    words = {"main_missions": "Accompagner\nAdministrer l’ENT", "objectives": "Des comptes justes"}
    written = letter.LetterInput(year.starts_on, year.lessons_end_on, Pay.NONE, words)
    letter.share_letter(letter.start_letter(mission, person, written, by=head), by=head)


def _points(school: School, lead: Actor, head: Actor) -> None:
    now = timezone.now() - timedelta(weeks=POINTS)
    for week in range(POINTS):
        at = now + timedelta(weeks=week)
        for rank in range(5):
            add_line(school, f"Semaine {week}, ligne {rank}", now=at, by=lead)
        point = send_point(school, today=at.date(), now=at, by=lead)
        for point_line in point.lines.all():
            answer_line(point_line, "agreed", "Bien", now=at + timedelta(hours=5), by=head)


def _work(school: School, person: Person, today: date, lead: Actor) -> None:
    """Lines of this month, as many as two months of daily work leave; what was followed, and when to come."""
    for rank in range(WORK):
        kind = list(Activity)[rank % len(Activity)]
        line = {"day": today - timedelta(days=rank % 20), "minutes": 20, "activity": kind}
        add_work(school, line | {"what": f"Chose faite {rank}"}, today=today, by=lead)
    for rank in range(TRAINING):
        day = today - timedelta(days=rank)
        training = {"way": "received", "day": day, "title": f"Réunion {rank}", "minutes": HALF_DAY}
        note_training(school, person, training | {"organiser": "DRANE"}, today=today, by=lead)
    for weekday in range(4):
        hour = {"weekday": weekday, "starts": time(10), "ends": time(12), "place": "CDI"}
        add_hour(school, person, hour, by=lead)
