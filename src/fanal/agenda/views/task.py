"""One task of the year: read, take, done, put aside, moved, given to somebody; and adding one."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.rules.french import weekday_and_day
from fanal.accounts.rules.years import year_of
from fanal.agenda import actions, policies
from fanal.agenda.forms.task import AsideForm, DayForm, HeldForm, TaskForm
from fanal.agenda.models import YearTask
from fanal.core.addresses import address
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import (
    already_submitted,
    get_or_404,
    holder_shown,
    remember_answer,
    render_page,
)

BUTTONS = (
    policies.take_task,
    policies.finish_task,
    policies.put_task_aside,
    policies.reopen_task,
    policies.change_task,
)


def _task(request: HttpRequest, number: int) -> YearTask:
    rows = YearTask.objects.visible_to(request.member)
    task = get_or_404(rows.select_related("person", "ended_by", "template"), number=number)
    task.school = request.member.school
    return task


@require_safe
def task_page(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return _page(request, _task(request, number))


def _page(request: HttpRequest, task: YearTask, *, status: int = 200, **extra: Any) -> HttpResponse:
    annotate_permissions([task], *BUTTONS, to=request.actor)
    context: dict[str, Any] = {"task": task, "is_late": task.is_late(request.today)}
    if task.can["change_task"]:
        context |= {
            "day_form": DayForm(initial={"due_on": task.due_on}),
            "held_form": HeldForm.of(task),
            "aside_form": AsideForm(),
        }
    return render_page(request, "agenda/task.html", context | extra, status=status)


def _press(request: HttpRequest, number: int, action: Callable[..., YearTask], says: str) -> HttpResponse:
    task = action(_task(request, number), now=timezone.now(), by=request.actor)
    messages.success(request, says)
    return redirect("agenda:task", request.member.school.uai, task.number)


@require_POST
def task_take(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    with reasons_of_refusal() as reasons:
        take = partial(actions.take_task, instead_of=holder_shown(request))
        return _press(request, number, take, "Cette tâche est à vous.")
    return _page(request, _task(request, number), reasons=reasons, status=422)


@require_POST
def task_finish(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return _press(request, number, actions.finish_task, "C’est fait.")


@require_POST
def task_reopen(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return _press(request, number, actions.reopen_task, "La tâche est de nouveau à faire.")


@require_POST
def task_move(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    task, form = _task(request, number), DayForm(request.POST)
    if not form.is_valid():
        return _page(request, task, day_form=form, status=422)
    day = form.cleaned_data["due_on"]
    actions.move_task(task, day, now=timezone.now(), by=request.actor)
    messages.success(request, f"Déplacée au {weekday_and_day(day, today=request.today)}.")
    return redirect("agenda:task", uai, number)


@require_POST
def task_put_aside(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    task, form = _task(request, number), AsideForm(request.POST)
    reasons: list[str] = []
    if form.is_valid():
        with reasons_of_refusal() as reasons:
            given = form.cleaned_data["reason"]
            actions.put_task_aside(task, given, now=timezone.now(), by=request.actor)
            messages.success(request, "La tâche est écartée pour cette année.")
            return redirect("agenda:task", uai, number)
    return _page(request, _task(request, number), aside_form=form, reasons=reasons, status=422)


@require_POST
def task_change(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    task = _task(request, number)
    form = HeldForm(request.POST, school=request.member.school)
    if not form.is_valid():
        return _page(request, task, held_form=form, status=422)
    actions.change_task(task, form.held(), now=timezone.now(), by=request.actor)
    messages.success(request, "C’est noté.")
    return redirect("agenda:task", uai, number)


@require_http_methods(["GET", "HEAD", "POST"])
def task_add(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.add_task, request.actor, None)
    school, reasons = request.member.school, list[str]()
    form = TaskForm(request.POST or None, school=school, initial={"activity": "services", "remind_days": 7})
    if form.is_bound and form.is_valid():
        if seen := already_submitted(request):
            return redirect(seen)
        with reasons_of_refusal() as reasons:
            wanted = form.wanted()
            year = year_of(wanted.due_on)
            task = actions.add_task(school, year, wanted, now=timezone.now(), by=request.actor)
            messages.success(request, "La tâche est ajoutée à l’année.")
            return remember_answer(request, address("agenda:task", uai, task.number))
    context = {"form": form, "reasons": reasons}
    return render_page(request, "agenda/task_add.html", context, status=422 if form.is_bound else 200)
