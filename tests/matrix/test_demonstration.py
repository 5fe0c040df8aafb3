"""The demonstration contradicts itself nowhere (December § 2.6).

It is told on the first day of a month and of a term, where figures fell; then its reports, the year in
figures, its indicators, the pages of bookings and its rows are held against each other, and against the
database asked in another way.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from fanal.accounts.models import School
from fanal.agenda.models import YearFigure
from fanal.agenda.reading.figures import page_of, values_of, whole
from fanal.bookings.reading.use import use_of
from fanal.core.mail.models import Mail
from fanal.core.mail.sending import compose
from fanal.core.mail.tests.wire_lines import lines_too_long
from fanal.core.registry import registered
from fanal.core.story import tell
from fanal.core.tenancy import scope
from fanal.core.text.french import full_day
from fanal.helpdesk.models import HelpRequest
from fanal.indicators.models import IndicatorValue
from fanal.indicators.reading.series import lines_of_school
from fanal.indicators.reading.sources import source_for, sources
from fanal.indicators.rules.catalogue import CATALOGUE
from fanal.loans.models import Loan
from fanal.measures.reading.measures import MEASURES
from fanal.measures.reading.report_blocks import ReportBlock
from fanal.online_services.models import OnlineService
from fanal.reports.models import BoardReport, ReportContent
from fanal.reports.reading.content import sources as parts
from fanal.reports.reading.frozen import figure_of
from fanal.steering.models import ProjectVersion
from fanal.steering.reading.outline import outline_of
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import year_of
from tests.matrix.typed_exports import exports, kinds, mistakes

TODAY = date(2026, 12, 1)
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]
NOBODY_ELSE = {"FO1", "FO2", "FO3", "US1"}  # their rows are sessions, or none: people are not listed
FLOORS = {"kinds of mail": 10, "tables that leave": 20, "figures": 1500, "days": 2000}
NOT_ROWS = {"EQ2", "EQ10", "TK2", "TK3", "GOV1"}  # hours, pupils, terms: more than the rows behind them


class Told:
    """The school of the demonstration, its day, its years."""

    def __init__(self, school: School) -> None:
        self.school, self.year = school, year_of(TODAY)
        self.reached: dict[str, int] = {}
        self.period = MeasurePeriod(self.year, PeriodKind.YEAR, until=TODAY)
        page = page_of(school, self.year, today=TODAY)
        self.figures = {row.label: (row.now, row.before) for row in page.rows}
        composed = {code: source.compose(school, self.period, TODAY) for code, source in parts().items()}
        self.blocks: dict[str, ReportBlock] = {code: block for code, block in composed.items() if block}

    def reported(self, code: str) -> Any:
        """A figure of the running year's report."""
        return next((one for block in self.blocks.values() if (one := block.figure(code))), None)

    def rows_of(self, code: str) -> int:
        """How many rows it stands on; none where its part has nothing to say."""
        figure = self.reported(code)
        return figure.rows if figure else 0

    def measured(self, code: str, period: MeasurePeriod | None = None) -> Any:
        source = sources().get(code)
        assert source is not None, code
        return source.measure(self.school, period or self.period)


@pytest.fixture
def told() -> Iterator[Told]:
    tell(TODAY)
    school = School.objects.order_by("uai")[0]
    with scope(school):
        yield Told(school)


def test_the_demonstration_contradicts_itself_nowhere(told, at_least):
    """One telling: each check adds what it found, so that one run says all."""
    checks = (years, indicators, rows_behind, frozen, kept, project, people, letters, tables)
    wrong = [f"{check.__name__}: {words}" for check in checks for words in check(told)]
    assert not wrong, "\n" + "\n".join(wrong)
    for what, floor in FLOORS.items():
        at_least(what, told.reached[what], floor)


def differ(name: str, *values: Any) -> Iterator[str]:
    """Where the same thing is said in two ways."""
    if len({str(value) for value in values}) > 1:
        yield f"{name}: {' ≠ '.join(map(str, values))}"


def years(told: Told) -> Iterator[str]:
    """The year in figures, the report of the same year, and a plain question to the database."""
    school, first = told.school, told.year.starts_on
    requests = HelpRequest.objects.for_school(school).filter(merged_into=None)
    services = OnlineService.objects.for_school(school).filter(archived_on=None)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM bookings_booking b JOIN equipment_custody c ON c.id = b.custody_id"
            " WHERE b.school_id = %s AND b.state IN ('held', 'back') AND b.exam_id IS NULL"
            " AND lower(c.span) >= %s AND lower(c.span) < %s",
            [school.pk, first, TODAY + timedelta(days=1)],
        )
        booked = cursor.fetchone()[0]
    for label, code, count in (
        ("Demandes envoyées", "helpdesk.asked", requests.filter(asked_at__date__gte=first).count()),
        ("Demandes résolues", "helpdesk.solved", requests.filter(solved_at__date__gte=first).count()),
        (
            "Demandes transmises à la collectivité",
            "helpdesk.sent",
            requests.filter(transmissions__sent_at__date__gte=first).distinct().count(),
        ),
        ("Réservations", "bookings.booked", booked),
        ("Prêts remis", "loans.handed", Loan.objects.for_school(school).filter(handed_on__gte=first).count()),
        ("Services en ligne", "online_services.in_use", services.count()),
        ("Équipements présents", "equipment.present", None),
        ("Équipements achetés dans l’année", "equipment.bought", None),
    ):
        said = [told.figures[label][0]] if count is None else [told.figures[label][0], count]
        yield from differ(label, *said, told.rows_of(code))
    delay = told.reported("helpdesk.worked_delay")
    yield from differ("délai", told.figures["Délai ouvré médian de résolution"][0], delay.value)
    late = Loan.objects.for_school(school).filter(state="out", due_on__lt=TODAY).count()
    yield from differ("prêts en retard", told.rows_of("loans.late"), late)
    out = Loan.objects.for_school(school).filter(state="out").count()
    yield from differ("prêts en cours", told.rows_of("loans.out"), out)


def indicators(told: Told) -> Iterator[str]:
    """Each indicator beside what says the same elsewhere."""
    school = told.school
    yield from differ("TK3", told.measured("TK3").numerator, told.reported("helpdesk.worked_delay").numerator)
    covered = told.reported("online_services.covered")
    rg1 = told.measured("RG1")
    yield from differ("RG1", (rg1.numerator, rg1.denominator), (covered.numerator, covered.denominator))
    validated = OnlineService.objects.for_school(school).filter(archived_on=None, processing__state="kept")
    yield from differ("RG1, fiches", rg1.numerator, Decimal(validated.count()))
    use, bk1 = use_of(school, told.year.starts_on, TODAY), told.measured("BK1")
    assert use is not None
    sums = sum(one.taken for one in use.things), sum(one.possible for one in use.things)
    yield from differ("BK1", (int(bk1.numerator), int(bk1.denominator)), sums)
    yield from differ(
        "BK1, heures",
        sums,
        tuple(sum(getattr(p, name) for p in use.periods) for name in ("taken", "possible")),
    )
    yield from differ("GOV1", told.measured("GOV1").rows, told.rows_of("commission.held"))
    yield from differ("demandes", told.measured("TK1").numerator, told.reported("helpdesk.asked").numerator)
    yield from differ("élèves", told.measured("EQ1").denominator, told.figures["Élèves"][0])
    bought = MeasurePeriod(told.year, PeriodKind.YEAR)
    rows = sources()["BU1"].rows(school, bought).count()
    if rows > told.rows_of("equipment.bought"):
        yield f"BU1: {rows} priced, {told.reported('equipment.bought').rows} bought"
    for line in lines_of_school(school, TODAY):
        if line.last and line.gap_since == "sur un an" and line.last.period.ends_on >= TODAY:
            yield f"{line.definition.code}: « sur un an » of what runs"
        if line.is_running and line.state[0].startswith("Cible ") and line.state[1] in {"ok", "warn"}:
            yield f"{line.definition.code}: a target is judged while its period runs"


def rows_behind(told: Told) -> Iterator[str]:
    """The rows that a figure leads to are as many as it says."""
    values = IndicatorValue.objects.for_school(told.school).filter(source="computed").exclude(numerator=None)
    for value in values.select_related("indicator", "school"):
        code, source = value.indicator.code, source_for(value.indicator)
        if source is None or source.rows is None:
            continue
        rows = source.rows(told.school, value.measured_over)[0:5000]
        yield from differ(f"{value}, lignes", len(rows), value.rows)
        if code == "BK1":
            yield from differ(
                str(value), sum(int(row.worth.split()[0]) for row in rows), int(value.numerator)
            )
        elif code in {"TK2", "TK3"}:
            hours = [float(row.worth.split()[0].replace(",", ".")) for row in rows]
            if hours and abs(median(hours) - float(value.numerator)) > 0.1:
                yield f"{value}: {median(hours)} ≠ {value.numerator}"
        elif code not in NOBODY_ELSE | NOT_ROWS and value.indicator.definition.denominator:
            yield from differ(str(value), sum(row.is_counted for row in rows), int(value.numerator))
    for code, block in told.blocks.items():
        for figure in block.figures:
            if figure.trace and len(figure.trace) != min(figure.rows, 200):
                yield f"{code}, {figure.label}: {len(figure.trace)} rows for {figure.rows}"


def frozen(told: Told) -> Iterator[str]:
    """The frozen report: its days, its rows, and its year beside the figures of the same year."""
    report = BoardReport.objects.for_school(told.school).exclude(frozen_at=None).get()
    content = ReportContent.objects.for_school(told.school).get(report=report)
    day = report.frozen_at.astimezone(told.school.zone_info).date()
    for code, source in parts().items():
        block = source.compose(told.school, report.measure_period, day)
        for figure in block.figures if block else ():
            kept_one = figure_of(content, figure.code)
            if figure.whose is not None and kept_one is None:
                continue
            assert kept_one is not None, figure.code
            yield from differ(f"{code}, {figure.label}", kept_one.figure.value, figure.value)
            if figure.period.startswith("au ") and figure.period != f"au {full_day(day)}":
                yield f"{figure.label}: {figure.period}, frozen on {day}"
            for row in kept_one.figure.trace:
                is_coming = figure.code in {"project.done", "project.late", "project.budget"}
                if row.day and row.day > day and not is_coming and not figure.code.startswith("commission."):
                    yield f"{figure.label}: {row.label} of {row.day}, frozen on {day}"
    before = {label: said for label, (_, said) in told.figures.items()}
    for label, code in (("Demandes envoyées", "helpdesk.asked"), ("Demandes résolues", "helpdesk.solved")):
        shown = figure_of(content, code)
        yield from differ(f"{label}, l’an passé", before[label], shown.figure.rows if shown else 0)


def kept(told: Told) -> Iterator[str]:
    """What was kept of last year agrees with what its rows still say, and with typed values."""
    last = told.year.previous
    rows = {
        row.code: row.value
        for row in YearFigure.objects.for_school(told.school).filter(school_year=last.label)
    }
    measures = [measure for measure in registered(MEASURES) if measure.code in rows and not measure.is_state]
    again = values_of(told.school, measures, whole(last, TODAY), TODAY)
    for measure in measures:
        value = again.get(measure.code)
        if value is not None and value.number is not None:
            yield from differ(f"{measure.label}, {last}", float(rows[measure.code]), float(value.number))
    typed = IndicatorValue.objects.for_school(told.school).filter(period=f"{last.first}-year-0")
    for value in typed.select_related("indicator"):
        if value.indicator.code == "EQ1":
            yield from differ("EQ1, l’an passé", int(value.denominator), int(rows["directory.pupils"]))
        if value.indicator.code == "FO1" and value.denominator > rows["directory.staff"]:
            yield f"FO1: {value.denominator} teachers of {rows['directory.staff']} of the staff"
        if CATALOGUE[value.indicator.code].is_state and value.numerator > rows["equipment.present"]:
            yield f"{value}: {value.numerator} of {rows['equipment.present']} machines"


def project(told: Told) -> Iterator[str]:
    """The digital project: its page, its part of the report, US2."""
    outline = outline_of(ProjectVersion.objects.for_school(told.school).in_force().get())
    done = told.reported("project.done")
    yield from differ(
        "actions faites", (int(done.numerator), int(done.denominator)), (outline.done, len(outline.kept))
    )
    if told.measured("US2").numerator > len(outline.kept):
        yield f"US2: {told.measured('US2').numerator} of {len(outline.kept)} actions"
    for action in outline.actions:
        if action.done_on and action.done_on > TODAY:
            yield f"{action}: done on {action.done_on}"


def people(told: Told) -> Iterator[str]:
    """Nothing of tomorrow has happened."""
    now = timezone.now() + timedelta(days=1)
    for rows, name in (
        (HelpRequest, "asked_at"),
        (HelpRequest, "solved_at"),
        (Loan, "handed_on"),
        (Loan, "closed_on"),
    ):
        late = rows.objects.for_school(told.school).filter(**{f"{name}__gt": now}).count()
        if late:
            yield f"{late} {rows.__name__}.{name} to come"


def letters(told: Told) -> Iterator[str]:
    """Every mail of the demonstration, as it would stand on the wire (December § 5)."""
    mails = list(Mail.objects.for_school(told.school).select_related("school"))
    told.reached["kinds of mail"] = len({re.split(r"[:.\d]", mail.key)[0] for mail in mails})
    for mail in mails:
        yield from (f"{mail.subject}: {line}" for line in lines_too_long(compose(mail).as_bytes()))


def tables(told: Told) -> Iterator[str]:
    """Every export, cell by cell (December § 5)."""
    opened = [(pattern, files) for pattern, files in exports(told.school) if files]
    cells = sum((kinds(files) for _, files in opened), Counter())
    told.reached |= {"tables that leave": len(opened), "figures": cells["figure"], "days": cells["day"]}
    for pattern, files in opened:
        yield from (f"{pattern} {problem}" for problem in mistakes(files))
