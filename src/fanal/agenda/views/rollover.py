"""« Bascule d’année »: what the next school year keeps, renews, closes, archives; its steps; its opening."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, at_moment, on_day
from fanal.accounts.rules.french import counted
from fanal.agenda.actions import rollover as actions
from fanal.agenda.actions.rollover import switch_of
from fanal.agenda.policies import year as policies
from fanal.agenda.reading.rollover import groups_of, line_named, steps_of, tasks_of
from fanal.agenda.rules.rollover import Rollover, rollover_on
from fanal.core.addresses import address
from fanal.core.errors import RuleBroken
from fanal.core.form_page import button_page
from fanal.core.http import found_or_404, paginate, render_page


@require_safe
def switch_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.prepare_switch, request.actor, None)
    school, switch = request.member.school, rollover_on(request.today)
    opened = switch_of(school, switch.opening)
    context: dict[str, Any] = {"switch": switch, "opened": opened, "phase": switch.phase.value}
    if not switch.can_prepare:
        context["last"] = switch_of(school, switch.ending)
    else:
        context |= {
            "groups": groups_of(school, switch),
            "steps": steps_of(school, switch),
            "tasks": tasks_of(school, switch, request.today),
        }
        context["left"] = sum(looked.done is None for looked in context["steps"]["before"])
    return render_page(request, "agenda/rollover.html", context)


@require_safe
def switch_line(request: SchoolRequest, uai: str, line: str) -> HttpResponse:
    """The rows of one line, where no other list shows just these."""
    require(policies.prepare_switch, request.actor, None)
    school, switch = request.member.school, rollover_on(request.today)
    item = found_or_404(line_named(school, switch, line) if switch.can_prepare else None)
    page = paginate(request, item.rows)
    context = {
        "line": item,
        "page": page,
        "rows": [item.each(row) for row in page],
        "switch": switch,
        "title": counted(page.paginator.count, item.one, item.many),
    }
    return render_page(request, "agenda/rollover_line.html", context)


def _switch(request: SchoolRequest) -> Rollover:
    """The switch of today, when the form is about it."""
    switch = rollover_on(request.today)
    if request.POST.get("year") != switch.opening.label:
        raise RuleBroken("Cette année ne s’ouvre pas aujourd’hui : rechargez la page.")
    return switch


@require_POST
def switch_open(request: SchoolRequest, uai: str) -> HttpResponse:
    """Each press counts: the second says that the year was open already."""
    year, now = _switch(request).opening, timezone.now()
    opened = actions.open_year(request.member.school, year, today=request.today, now=now, by=request.actor)
    if opened.is_new:
        count = counted(opened.tasks, "tâche créée", "tâches créées")
        messages.success(request, f"L’année {year} est ouverte : {count}.")
    else:
        messages.info(request, f"L’année {year} était déjà ouverte : rien n’a été fait deux fois.")
    return redirect("agenda:switch", uai)


@require_POST
def switch_undo(request: SchoolRequest, uai: str) -> HttpResponse:
    year, now = _switch(request).opening, on_day(request)

    def undone(taken: int | None) -> str:
        count = "" if taken is None else f" {counted(taken, 'tâche retirée', 'tâches retirées')}."
        return f"L’année {year} n’est plus ouverte.{count}"

    return button_page(
        request,
        lambda: actions.undo_opening(request.member.school, year, **now),
        success=undone,
        next_page=address("agenda:switch", uai),
    )


@require_POST
def switch_step(request: SchoolRequest, uai: str) -> HttpResponse:
    year, code = _switch(request).opening, request.POST.get("code", "")
    now = on_day(request) | at_moment(request)
    is_done = request.POST.get("done") == "1"
    return button_page(
        request,
        lambda: actions.tick_step(request.member.school, year, code, is_done=is_done, **now),
        success="",
        next_page=address("agenda:switch", uai),
    )
