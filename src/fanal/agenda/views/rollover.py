"""« Bascule d’année »: what the next school year keeps, renews, closes, archives; its steps; its opening."""

from dataclasses import dataclass, field, replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import Right, require
from fanal.accounts.reading.requests import SchoolRequest, on_day, on_day_at_moment
from fanal.accounts.reading.rollover import RolloverItem
from fanal.agenda.actions import rollover as actions
from fanal.agenda.actions.rollover import rollover_of
from fanal.agenda.models import YearRollover, YearTask
from fanal.agenda.policies import year as policies
from fanal.agenda.reading.rollover import FateGroup, RolloverSteps, groups_of, line_named, steps_of, tasks_of
from fanal.agenda.rules.rollover import OTHER_YEAR, Rollover, rollover_on
from fanal.core.errors import RuleBroken
from fanal.core.http.addresses import address
from fanal.core.http.answers import found_or_404, paginate
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, Paged, render
from fanal.core.text.french import counted


@dataclass(frozen=True, kw_only=True)
class RolloverPage(Page):
    """`last`: the opening before, while it is too early to prepare this one; else what becomes of all."""

    template = "agenda/rollover.html"

    rollover: Rollover
    opened: YearRollover | None
    phase: str
    last: YearRollover | None = None
    groups: list[FateGroup] = field(default_factory=list)
    steps: RolloverSteps | None = None
    tasks: list[YearTask] = field(default_factory=list)


@require_safe
def rollover_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.prepare_rollover, request.actor, None)
    school, rollover = request.member.school, rollover_on(request.today)
    page = RolloverPage(
        rollover=rollover, opened=rollover_of(school, rollover.opening), phase=rollover.phase.value
    )
    if not rollover.can_prepare:
        return render(request, replace(page, last=rollover_of(school, rollover.ending)))
    prepared = replace(
        page,
        groups=groups_of(school, rollover),
        steps=steps_of(school, rollover),
        tasks=tasks_of(school, rollover, request.today),
    )
    return render(request, prepared)


@dataclass(frozen=True, kw_only=True)
class RolloverLinePage(Page):
    """`rows`: (title, detail, address) of each; `heading`: how many they are."""

    template = "agenda/rollover_line.html"

    line: RolloverItem
    page: Paged
    rows: list[tuple[str, str, str]]
    heading: str


@require_safe
def rollover_line(request: SchoolRequest, uai: str, line: str) -> HttpResponse:
    """The rows of one line, where no other list shows just these."""
    require(policies.prepare_rollover, request.actor, None)
    school, rollover = request.member.school, rollover_on(request.today)
    item = found_or_404(line_named(school, rollover, line) if rollover.can_prepare else None)
    rows = paginate(request, item.rows)
    page = RolloverLinePage(
        line=item,
        page=rows,
        rows=[item.each(row) for row in rows],
        heading=counted(rows.paginator.count, item.one, item.many),
    )
    return render(request, page)


def _rollover_of_form(request: SchoolRequest, right: Right) -> Rollover:
    """The rollover of today, when the form is about it and its sender has this right."""
    require(right, request.actor, None)
    rollover = rollover_on(request.today)
    if request.POST.get("year") != rollover.opening.label:
        raise RuleBroken(OTHER_YEAR)
    return rollover


@require_POST
def rollover_open(request: SchoolRequest, uai: str) -> HttpResponse:
    """Each press counts: the second says that the year was open already."""
    year, now = _rollover_of_form(request, policies.open_year).opening, timezone.now()
    opened = actions.open_year(request.member.school, year, today=request.today, now=now, by=request.actor)
    if opened.is_new:
        count = counted(opened.tasks, "tâche créée", "tâches créées")
        messages.success(request, f"L’année {year} est ouverte : {count}.")
    else:
        messages.info(request, f"L’année {year} était déjà ouverte : rien n’a été fait deux fois.")
    return redirect("agenda:switch", uai)


@require_POST
def rollover_undo(request: SchoolRequest, uai: str) -> HttpResponse:
    year, stamp = _rollover_of_form(request, policies.open_year).opening, on_day(request)

    def sentence(removed: int | None) -> str:
        count = "" if removed is None else f" {counted(removed, 'tâche retirée', 'tâches retirées')}."
        return f"L’année {year} n’est plus ouverte.{count}"

    return button_page(
        request,
        lambda: actions.undo_opening(request.member.school, year, **stamp),
        success=sentence,
        next_page=address("agenda:switch", uai),
    )


@require_POST
def rollover_step(request: SchoolRequest, uai: str) -> HttpResponse:
    year, code = _rollover_of_form(request, policies.prepare_rollover).opening, request.POST.get("code", "")
    stamp = on_day_at_moment(request)
    is_done = request.POST.get("done") == "1"
    return button_page(
        request,
        lambda: actions.tick_step(request.member.school, year, code, is_done=is_done, **stamp),
        success="",
        next_page=address("agenda:switch", uai),
    )
