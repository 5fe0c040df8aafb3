"""The demonstration: a project in its second year, the next version in preparation, a self-assessment."""

from datetime import date, timedelta
from typing import Any

from fanal.accounts.models.member import Actor, Member, actor_of
from fanal.accounts.models.roles import Role
from fanal.bookings.models import Booking
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.online_services.models import OnlineService
from fanal.practice_sheets.models import PracticeSheet
from fanal.practice_sheets.rules.practice_sheet import Stage
from fanal.steering.actions import action as action_actions
from fanal.steering.actions import grid as grid_actions
from fanal.steering.actions import link as link_actions
from fanal.steering.actions import plan as plan_actions
from fanal.steering.actions import version as version_actions
from fanal.steering.models import Objective, ProjectVersion
from fanal.steering.reading.links import kinds_by_code
from fanal.steering.rules.adoption import Standing
from fanal.steering.story.plan import (
    ACTIONS,
    DISCIPLINES,
    ENT,
    EQUIPPED,
    INTRODUCTION,
    PIX,
    PLAN,
    REPAIRED,
    SHARED,
    TITLE,
)
from fanal.supplies.models import Licence, MaintenanceContract
from fanal.year.rules.years import year_of

VOTES = {"votes_for": 19, "votes_against": 2, "abstained": 3}
COPIED = ("title", "first_year", "years", "standing", "introduction")
NO_VOTES = dict.fromkeys(VOTES)
# One sign a question of the grid: yes, partly, no, or none.
LAST_YEAR = "oponnppooonoppnpppnooonpp"
THIS_YEAR = "ooooppoooooppp.pp.nooo..."
SIGNS = {"o": "yes", "p": "partly", "n": "no", ".": ""}


@register(STORY, "steering")
def write_project(story: Story) -> None:
    head = actor_of(story.people["head"], Role.HEAD)
    lead = actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD)
    with scope(story.school):
        version = _in_force(story, head, lead)
        _links(story, version, lead)
        _next_version(story, lead)
        _assessments(story, lead)


def _in_force(story: Story, head: Actor, lead: Actor) -> ProjectVersion:
    """Begun in the September of last school year, voted in November, and carried out since."""
    first = year_of(story.today).previous.first
    begun, voted = date(first, 9, 10), date(first, 11, 19)
    values = {"title": TITLE, "first_year": first, "years": 3, "introduction": INTRODUCTION}
    values["standing"] = Standing.SCHOOL_PROJECT
    version = version_actions.begin_version(story.school, values, today=begun, by=lead)
    objectives = _write_plan(version, lead)
    written = [(_write_action(story, objectives, row, first, lead), row[-1]) for row in ACTIONS]
    heard = {"given_on": date(first, 10, 14), **NO_VOTES, "remark": "Ajouter l’éducation aux médias."}
    version_actions.note_opinion(version, "pedagogical", heard, today=voted, by=lead)
    board = {"given_on": voted, **VOTES, "remark": ""}
    version_actions.note_opinion(version, "board", board, today=voted, by=head)
    version = version_actions.adopt_version(version, today=voted + timedelta(days=1), by=head)
    for action, state in written:
        if state != "planned":
            action_actions.advance_action(action, state, "", today=_said_on(story, action, state), by=lead)
    return version


def _write_plan(version: ProjectVersion, by: Actor) -> dict[str, Objective]:
    objectives = {}
    for title, wanted in PLAN:
        axis = plan_actions.add_axis(version, {"title": title, "text": ""}, by=by)
        for aim, expected in wanted:
            values = {"title": aim, "text": "", "expected": expected}
            objectives[aim] = plan_actions.add_objective(axis, values, by=by)
    return objectives


def _write_action(
    story: Story, objectives: dict[str, Objective], row: tuple[Any, ...], first: int, by: Actor
) -> Any:
    aim, title, kind, who, since, until, euros, payer, _ = row
    person = story.people.get(who)
    values = {
        "title": title,
        "kind": kind,
        "disciplines": DISCIPLINES.get(title, []),
        "owner": person,
        "owner_words": "" if person else who,
        "starts_on": month_of(first, since),
        "ends_on": month_of(first, until) - timedelta(days=1),
        "budget_cents": euros * 100 or None,
        "payer": payer,
    }
    return action_actions.add_action(objectives[aim], values, by=by)


def month_of(first: int, rank: int) -> date:
    """The first day of a month of the project: 0 is its first September."""
    years, month = divmod(8 + rank, 12)
    return date(first + years, month + 1, 1)


def _said_on(story: Story, action: Any, state: str) -> date:
    """An action was done at its end; nobody said so after today."""
    return min(action.ends_on, story.today) if state == "done" else story.today


def _links(story: Story, version: ProjectVersion, by: Actor) -> None:
    """A contract and a licence, two categories of requests, the ENT, sheets, a booking: real things all."""
    lead = Member(story.school, 0, frozenset({Role.DIGITAL_LEAD}), story.people["digital_lead"])
    kinds, school = kinds_by_code(), story.school
    rows = Objective.objects.for_school(school).filter(axis__version=version).select_related("axis__version")
    objectives = {row.title: row for row in rows}
    sheets = PracticeSheet.objects.for_school(school).filter(state=Stage.PUBLISHED).order_by("number")
    things: tuple[tuple[str, Any, str], ...] = (
        ("supplies.contract", MaintenanceContract.objects.for_school(school).order_by("pk")[:2], REPAIRED),
        ("supplies.licence", Licence.objects.for_school(school).filter(name="Montage vidéo"), EQUIPPED),
        ("online_services.onlineservice", OnlineService.objects.for_school(school).order_by("pk")[:1], ENT),
        ("helpdesk.practicesheet", sheets[:3], SHARED),
        ("bookings.booking", Booking.objects.for_school(school).order_by("pk")[:1], PIX),
    )
    for code, rows_of_kind, aim in things:
        for row in rows_of_kind:
            link_actions.point_to(lead, kinds[code], str(row.pk), objectives[aim], by=by)
    for key, aim in (("projector", REPAIRED), ("ent", ENT)):
        link_actions.point_to(lead, kinds["helpdesk.category"], key, objectives[aim], by=by)


def _next_version(story: Story, by: Actor) -> None:
    """A copy, with an objective more."""
    version = ProjectVersion.objects.for_school(story.school).in_force().get()
    values = {name: getattr(version, name) for name in COPIED}
    draft = version_actions.begin_version(story.school, values, today=story.today, by=by)
    aim = {"title": "Que l’intelligence artificielle se discute en classe", "text": "", "expected": ""}
    plan_actions.add_objective(draft.axes.order_by("rank")[2], aim, by=by)


def _assessments(story: Story, by: Actor) -> None:
    """One of last year, closed; one that is being answered."""
    last = story.today - timedelta(days=320)
    grid = grid_actions.add_delivered_grid(story.school, today=last, by=by)
    items = list(grid.items.order_by("rank").values_list("pk", flat=True))
    said = "Priorités : la formation, et le partage entre collègues."
    for day, signs, conclusion in ((last, LAST_YEAR, said), (story.today - timedelta(days=6), THIS_YEAR, "")):
        assessment = grid_actions.begin_assessment(grid, today=day, by=by)
        answers = {item: SIGNS[sign] for item, sign in zip(items, signs, strict=True) if SIGNS[sign]}
        grid_actions.answer_grid(assessment, answers, conclusion, by=by)
        if conclusion:
            grid_actions.close_assessment(assessment, today=day + timedelta(days=4), by=by)
