"""The demonstration: last year's report, frozen today for the next board; the draft of this year's.

What stands (loans that are out, machines out of order) is of the day on which a report is frozen: one frozen in
the past would hold rows that came later.
"""

from datetime import date, datetime, time, timedelta

from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Role
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.reports.actions import freezing
from fanal.reports.actions import report as actions
from fanal.reports.models import BoardReport
from fanal.reports.reading.content import sources
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import SchoolYear, year_of

NEXT_BOARD = timedelta(days=19)  # at least, from today
THURSDAY = 3  # when the board of this school sits
MORNING = time(7, 30)
LAST_YEAR = {
    "equipment.park": "Les appareils les plus anciens sont **au CDI** et en salle de technologie.\n\n"
    "- Le Département a été saisi pour leur remplacement.\n- Le reste du parc tient.",
    "helpdesk.requests": "L’année a été marquée par le raccordement à la fibre.",
    "privacy.register": "Le registre a été relu avec le délégué à la protection des données.",
}
THIS_YEAR = {
    "helpdesk.requests": "Depuis la rentrée, chacun signale une panne **depuis la salle**, par l’étiquette "
    "de l’appareil.",
}


@register(STORY, "reports")
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
    year = year_of(story.today).previous
    report = _written(story, f"Le numérique en {year.label}", year, LAST_YEAR, by)
    now = datetime.combine(story.today, MORNING, tzinfo=story.school.zone_info)
    freezing.freeze(report, story.school, now=now, today=story.today)


def _this_year(story: Story, by: Actor) -> None:
    year = year_of(story.today)
    _written(story, f"Le numérique en {year.label}", year, THIS_YEAR, by)


def _written(story: Story, title: str, year: SchoolYear, texts: dict[str, str], by: Actor) -> BoardReport:
    """Of a year, for the next board."""
    period, board_on = MeasurePeriod(year, PeriodKind.YEAR), board_from(story.today + NEXT_BOARD)
    values = {"title": title, "period": period.code, "board_on": board_on}
    report = actions.begin_report(story.school, values, list(sources()), today=story.today, by=by)
    for part in report.parts.all():
        if text := texts.get(part.code):
            actions.write_part(part, text, by=by)
    return report
