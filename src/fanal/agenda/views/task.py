"""One task of the year: read, take, done, put aside, moved, given to somebody; and adding one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import Right, annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.agenda.actions import task as actions
from fanal.agenda.forms.task import AsideForm, DayForm, HeldForm, TaskForm
from fanal.agenda.models import YearTask
from fanal.agenda.policies import year as policies
from fanal.core.forms.school_form import SchoolModelForm
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, UNPROCESSABLE, get_or_404, holder_shown
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, render
from fanal.core.text.french import weekday_and_day

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


@dataclass(frozen=True, kw_only=True)
class TaskPage(Page):
    """The forms stand there for whoever may change the task; the one that was sent, as it was typed."""

    template = "agenda/task.html"

    task: YearTask
    is_late: bool
    reasons: list[str]
    day_form: DayForm | None
    held_form: HeldForm | None
    aside_form: AsideForm | None


@require_safe
def task_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return show_task(request, _task(request, number), [])


def show_task(
    request: SchoolRequest, task: YearTask, reasons: list[str], sent: SchoolModelForm | None = None
) -> HttpResponse:
    """The page of a task, with the form that was `sent` from it."""
    annotate_permissions([task], *BUTTONS, to=request.actor)
    changes, school = task.can["change_task"], task.school
    page = TaskPage(
        task=task,
        is_late=task.is_late(request.today),
        reasons=reasons,
        day_form=DayForm(school=school, instance=task) if changes else None,
        held_form=HeldForm(school=school, instance=task) if changes else None,
        aside_form=AsideForm(school=school) if changes else None,
    )
    return render(request, _with_sent(page, sent), status=UNPROCESSABLE if reasons or sent else 200)


def _with_sent(page: TaskPage, sent: SchoolModelForm | None) -> TaskPage:
    match sent:
        case DayForm():
            return replace(page, day_form=sent)
        case HeldForm():
            return replace(page, held_form=sent)
        case AsideForm():
            return replace(page, aside_form=sent)
    return page


def _back(request: SchoolRequest, number: int) -> str:
    """To the home page when the button stood there, else to the task."""
    uai = request.member.school.uai
    if request.POST.get("retour") == "accueil":
        return address("web:home", uai)
    return address("agenda:task", uai, number)


def _task_button(
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
        return show_task(request, _task(request, number), reasons)

    return _task_button(request, number, take, "Cette tâche est à vous.", show)


@require_POST
def task_finish(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return _task_button(request, number, actions.finish_task, "C’est fait.")


@require_POST
def task_reopen(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return _task_button(request, number, actions.reopen_task, "La tâche est de nouveau à faire.")


@require_POST
def task_move(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    task, form = _task(request, number), DayForm(request.POST, school=request.member.school)
    return _save_task(
        request,
        task,
        policies.change_task,
        form,
        lambda values: actions.move_task(task, **values, now=timezone.now(), by=request.actor),
        lambda moved: f"Déplacée au {weekday_and_day(moved.due_on, today=request.today)}.",
    )


@require_POST
def task_put_aside(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    task, form = _task(request, number), AsideForm(request.POST, school=request.member.school)
    return _save_task(
        request,
        task,
        policies.put_task_aside,
        form,
        lambda values: actions.put_task_aside(task, **values, now=timezone.now(), by=request.actor),
        "La tâche est écartée pour cette année.",
    )


@require_POST
def task_change(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    task, form = _task(request, number), HeldForm(request.POST, school=request.member.school)
    return _save_task(
        request,
        task,
        policies.change_task,
        form,
        lambda values: actions.change_task(task, values, now=timezone.now(), by=request.actor),
        "C’est noté.",
    )


def _save_task(
    request: SchoolRequest,
    task: YearTask,
    right: Right,
    form: SchoolModelForm,
    save: Callable[[dict[str, Any]], YearTask],
    success: str | Callable[[YearTask], str],
) -> HttpResponse:
    """What one of the forms of the page does."""
    return form_page(
        request,
        form,
        save,
        require=lambda: require(right, request.actor, task),
        success=success,
        next_page=address("agenda:task", request.member.school.uai, task.number),
        show=lambda reasons: show_task(request, task, reasons, form),
    )


@dataclass(frozen=True, kw_only=True)
class TaskAddPage(FormPage):
    template = "agenda/task_add.html"


@require_http_methods(FORM)
def task_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    form = TaskForm(request.POST or None, school=school, initial={"activity": "services"})
    return form_page(
        request,
        TaskAddPage(form=form),
        lambda values: actions.add_task(school, values, now=timezone.now(), by=request.actor),
        success="La tâche est ajoutée à l’année.",
        next_page=lambda task: address("agenda:task", uai, task.number),
        require=lambda: require(policies.add_task, request.actor, None),
    )
