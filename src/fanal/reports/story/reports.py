"""The demonstration: last year's report, frozen on its last day; the draft of this year's, half written."""

from datetime import date, datetime, time, timedelta

from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.rules.periods import PeriodKind, period_of
from fanal.accounts.rules.years import year_of
from fanal.core.registry import STORY, register
from fanal.core.story import Story
from fanal.core.tenancy import scope
from fanal.reports.actions import freezing
from fanal.reports.actions import report as actions
from fanal.reports.models import BoardReport
from fanal.reports.reading.content import sources

A_DAY = timedelta(days=1)
BOARD, NEXT_BOARD = timedelta(days=35), timedelta(days=19)  # at least, from 1 September and from today
THURSDAY = 3  # when the board of this school sits
NOON = time(12, 30)
LAST_YEAR = {
    "equipment.park": "Les appareils les plus anciens sont **au CDI** et en salle de technologie.\n\n"
    "- Le Département a été saisi pour leur remplacement.\n- Le reste du parc tient.",
    "helpdesk.requests": "L’année a été marquée par le raccordement à la fibre, en mars.",
    "privacy.register": "Le registre a été relu avec le délégué à la protection des données.",
}
THIS_YEAR = {
    "helpdesk.requests": "Depuis la rentrée, chacun signale une panne **depuis la salle**, par l’étiquette "
    "de l’appareil.",
}


@register(STORY, 90)
def write_reports(story: Story) -> None:
    head = actor_of(story.people["head"], Role.HEAD)
    lead = actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD)
    with scope(story.school):
        _last_year(story, head)
        _this_year(story, lead)


def board_from(day: date) -> date:
    """The first Thursday from that day on."""
    return day + timedelta(days=(THURSDAY - day.weekday()) % 7)


def _last_year(story: Story, by: Actor) -> None:
    begins = year_of(story.today).starts_on
    frozen_on = begins - A_DAY
    title = f"Le numérique en {year_of(frozen_on).label}"
    report = _written(story, title, frozen_on, board_from(begins + BOARD), LAST_YEAR, by)
    now = datetime.combine(frozen_on, NOON, tzinfo=story.school.zone_info)
    freezing.freeze(report, story.school, now=now, today=frozen_on)


def _this_year(story: Story, by: Actor) -> None:
    title = f"Le numérique en {year_of(story.today).label}"
    _written(story, title, story.today, board_from(story.today + NEXT_BOARD), THIS_YEAR, by)


def _written(
    story: Story, title: str, today: date, board_on: date, texts: dict[str, str], by: Actor
) -> BoardReport:
    values = {"title": title, "period": period_of(today, PeriodKind.YEAR).code, "board_on": board_on}
    report = actions.begin_report(story.school, values, list(sources()), today=today, by=by)
    for part in report.parts.all():
        if text := texts.get(part.code):
            actions.write_part(part, text, by=by)
    return report
