"""One task of the year: read, take, done, put aside, moved, given to somebody; and adding one."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.french import weekday_and_day
from fanal.agenda.actions import task as actions
from fanal.agenda.forms.task import AsideForm, DayForm, HeldForm, TaskForm
from fanal.agenda.models import YearTask
from fanal.agenda.policies import year as policies
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.forms import SchoolModelForm
from fanal.core.http import FORM, get_or_404, holder_shown, render_page

BUTTONS = (
    policies.take_task,
    policies.finish_task,
    policies.put_task_aside,
    policies.reopen_task,
    policies.change_task,
)


def _task(request: SchoolRequest, number: int) -> YearTask:
    rows = YearTask.objects.visible_to(request.member)
    task = get_or_404(rows.select_related("person", "ended_by", "template"), number=number)
    task.school = request.member.school
    return task


@require_safe
def task_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return _page(request, _task(request, number))


def _page(request: SchoolRequest, task: YearTask, *, status: int = 200, **extra: Any) -> HttpResponse:
    annotate_permissions([task], *BUTTONS, to=request.actor)
    context: dict[str, Any] = {"task": task, "is_late": task.is_late(request.today)}
    if task.can["change_task"]:
        context |= {
            "day_form": DayForm(school=task.school, instance=task),
            "held_form": HeldForm(school=task.school, instance=task),
            "aside_form": AsideForm(school=task.school),
        }
    return render_page(request, "agenda/task.html", context | extra, status=status)


def _back(request: SchoolRequest, number: int) -> str:
    """To the home page when the button stood there, else to the task."""
    uai = request.member.school.uai
    if request.POST.get("retour") == "accueil":
        return address("web:home", uai)
    return address("agenda:task", uai, number)


def _press(
    request: SchoolRequest,
    number: int,
    action: Callable[..., YearTask],
    success: str,
    show: Callable[[list[str]], HttpResponse] | None = None,
) -> HttpResponse:
    return button_page(
        request,
        lambda: action(_task(request, number), now=timezone.now(), by=request.actor),
        success=success,
        next_page=_back(request, number),
        show=show,
    )


@require_POST
def task_take(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    take = partial(actions.take_task, instead_of=holder_shown(request))

    def show(reasons: list[str]) -> HttpResponse:
        return _page(request, _task(request, number), reasons=reasons, status=422)

    return _press(request, number, take, "Cette tâche est à vous.", show)


@require_POST
def task_finish(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return _press(request, number, actions.finish_task, "C’est fait.")


@require_POST
def task_reopen(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return _press(request, number, actions.reopen_task, "La tâche est de nouveau à faire.")


@require_POST
def task_move(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    task, form = _task(request, number), DayForm(request.POST, school=request.member.school)
    return _write(
        request,
        task,
        {"day_form": form},
        lambda values: actions.move_task(task, **values, now=timezone.now(), by=request.actor),
        lambda moved: f"Déplacée au {weekday_and_day(moved.due_on, today=request.today)}.",
    )


@require_POST
def task_put_aside(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    task, form = _task(request, number), AsideForm(request.POST, school=request.member.school)
    return _write(
        request,
        task,
        {"aside_form": form},
        lambda values: actions.put_task_aside(task, **values, now=timezone.now(), by=request.actor),
        "La tâche est écartée pour cette année.",
    )


@require_POST
def task_change(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    task, form = _task(request, number), HeldForm(request.POST, school=request.member.school)
    return _write(
        request,
        task,
        {"held_form": form},
        lambda values: actions.change_task(task, values, now=timezone.now(), by=request.actor),
        "C’est noté.",
    )


def _write(
    request: SchoolRequest,
    task: YearTask,
    named: dict[str, SchoolModelForm],
    save: Callable[[dict[str, Any]], YearTask],
    success: str | Callable[[YearTask], str],
) -> HttpResponse:
    """One of the forms of the page, under its name there."""
    [form] = named.values()
    return form_page(
        request,
        form,
        save,
        success=success,
        next_page=address("agenda:task", request.member.school.uai, task.number),
        show=lambda reasons: _page(request, task, reasons=reasons, status=422, **named),
    )


@require_http_methods(FORM)
def task_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    return form_page(
        request,
        TaskForm(request.POST or None, school=school, initial={"activity": "services"}),
        lambda values: actions.add_task(school, values, now=timezone.now(), by=request.actor),
        template="agenda/task_add.html",
        success="La tâche est ajoutée à l’année.",
        next_page=lambda task: address("agenda:task", uai, task.number),
        require=lambda: require(policies.add_task, request.actor, None),
    )
