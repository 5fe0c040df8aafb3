"""Ways to share a total, side by side, and what each leaves of the envelope. Nothing is written."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.models import Person
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.agenda.reading.figures import page_of as figures_of
from fanal.agenda.views.years import year_of_address
from fanal.allowances.forms.simulator import COLUMNS, ScenarioForm
from fanal.allowances.models import ImpProposal
from fanal.allowances.policies import allowance as policies
from fanal.allowances.reading.proposals import Gauge, envelope_of, gauge_of, lines_of
from fanal.allowances.rules.rates import DatedRates, Sharing, nearest, rates_of, sharing, split_said, units
from fanal.allowances.rules.states import COMMITTED
from fanal.allowances.views.allowance import back_to
from fanal.core.pages.page import Page, render
from fanal.missions.models import ParticularMission
from fanal.missions.reading.sharing import digital_mission, totals_of
from fanal.missions.rules.justification import expertise_text, workload_text
from fanal.missions.rules.parts import PARTS
from fanal.year.rules.years import year_named

MOST_SHOWN = 8
About = tuple[DatedRates, ParticularMission | None, list[int]]


@dataclass(frozen=True)
class SplitChoice:
    """One legal sharing; `query`: what the form of a line is asked with."""

    words: str
    query: str
    is_nearest: bool


@dataclass(frozen=True)
class Scenario:
    """One column, in words."""

    title: str
    total: str
    sharing: Sharing
    splits: list[SplitChoice]
    tasks: str
    each_task: str
    left: str
    is_too_much: bool
    fields: tuple[object, object]


def _query(split: tuple[int, ...], mission: ParticularMission | None) -> str:
    """The first line at its rate, the others to be reminded of."""
    first, *rest = split
    parameters = {
        "taux": str(first),
        "reste": ",".join(map(str, rest)),
        "mission": str(mission.pk if mission else ""),
    }
    return urlencode({name: value for name, value in parameters.items() if value})


def _scenario(form: ScenarioForm, column: str, gauge: Gauge | None, free: int, about: About) -> Scenario:
    """`free`: what the other missions leave of the envelope, in quarters."""
    total, people = form.pair(column)
    rates, mission, parts = about
    shares = sharing(total, people, rates)
    proposed = shares.proposed[:MOST_SHOWN]
    closest = nearest(shares.proposed, parts) if len(parts) > 1 else None
    if closest and closest not in proposed:
        proposed = (*proposed[:-1], closest)
    left = free - total
    return Scenario(
        title=f"Scénario {column.upper()}",
        total=f"{units(total)}, {rates.amount(total)}",
        sharing=shares,
        splits=[
            SplitChoice(split_said(split), _query(split, mission), split == closest) for split in proposed
        ],
        tasks=split_said(shares.tasks),
        each_task=_query(shares.tasks * people, mission) if shares.tasks else "",
        left=gauge.units_and_amount(left) if gauge else "",
        is_too_much=left < 0,
        fields=(form[f"{column}_total"], form[f"{column}_people"]),
    )


def _free(gauge: Gauge | None, lines: list[ImpProposal]) -> int:
    """What the other missions leave of the envelope."""
    if gauge is None:
        return 0
    return gauge.left + sum(
        line.quarters for line in lines if line.mission.is_digital and line.state in COMMITTED
    )


def _workload(request: SchoolRequest, year: str) -> str:
    """The charge of the year before, in its figures."""
    before = year_named(year).previous
    figures = figures_of(request.member.school, before, today=request.today)
    return workload_text([(row.label, row.now) for row in figures.rows])


@dataclass(frozen=True, kw_only=True)
class SimulatorPage(Page):
    template = "allowances/simulator.html"

    scenarios: list[Scenario]
    year: str
    gauge: Gauge | None
    totals: list[tuple[Person, int]]
    workload: str
    expertise: str
    back: str


@require_safe
def simulator(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_allowances, request.actor, None)
    school, year = request.member.school, year_of_address(request, request.today)
    rates, envelope = rates_of(year_named(year)), envelope_of(school, year)
    form = ScenarioForm(request.GET.dict(), rates=rates)
    form.is_valid()
    lines = list(lines_of(envelope)) if envelope else []
    gauge = gauge_of(envelope, lines) if envelope else None
    free = _free(gauge, lines)
    mission = digital_mission(school, year)
    totals = totals_of(mission, request.today) if mission else []
    about = (rates, mission, [percent for _, percent in totals])
    page = SimulatorPage(
        scenarios=[_scenario(form, column, gauge, free, about) for column in COLUMNS],
        year=year,
        gauge=gauge,
        totals=totals,
        workload=_workload(request, year),
        expertise=expertise_text([part.code for part in PARTS]),
        back=back_to(request, year),
    )
    return render(request, page)
