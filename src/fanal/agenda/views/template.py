"""The templates of the year's tasks: what the school was proposed, and what it makes of it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require, require_role
from fanal.accounts.reading.requests import SchoolRequest
from fanal.agenda.actions import template as actions
from fanal.agenda.actions.year import days_of
from fanal.agenda.forms.task import TemplateForm
from fanal.agenda.models import TaskTemplate
from fanal.agenda.policies import year as policies
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, Paged, render
from fanal.core.text.french import counted, weekday_and_day
from fanal.year.rules.years import SchoolYear, year_of

NOTHING_NEW = "Vous aviez déjà tous les modèles proposés."
A_YEAR = 50  # templates a page: those that Fanal proposes stand together


@dataclass(frozen=True, kw_only=True)
class TaskTemplateList(Page):
    template = "agenda/template_list.html"

    templates: Paged
    year: SchoolYear


@require_safe
def template_list(request: SchoolRequest, uai: str) -> HttpResponse:
    """In the order of the year, each with the day it gives this year."""
    require(policies.edit_templates, request.actor, None)
    school, year = request.member.school, year_of(request.today)
    templates: list[Any] = list(TaskTemplate.objects.for_school(school).order_by("pk"))
    days = days_of(school, year, templates) if templates else {}
    for template in templates:
        template.due = days[template.pk]
        template.day = weekday_and_day(template.due.day, today=request.today)
    templates.sort(key=lambda template: (not template.is_used, template.due.day))
    return render(request, TaskTemplateList(templates=paginate(request, templates, A_YEAR), year=year))


@require_POST
def template_adopt(request: SchoolRequest, uai: str) -> HttpResponse:
    return button_page(
        request,
        lambda: actions.adopt_templates(request.member.school, by=request.actor),
        success=_adopted,
        next_page=address("agenda:templates", uai),
    )


def _adopted(count: int) -> str:
    return f"{counted(count, 'modèle repris', 'modèles repris')}." if count else NOTHING_NEW


@dataclass(frozen=True, kw_only=True)
class TaskTemplatePage(FormPage):
    """Without `task_template`, the form of one more."""

    template = "agenda/template.html"

    task_template: TaskTemplate | None


@require_http_methods(FORM)
def template_add(request: SchoolRequest, uai: str) -> HttpResponse:
    return _save_template(request, None)


@require_http_methods(FORM)
def template_page(request: SchoolRequest, uai: str, template: int) -> HttpResponse:
    require_role(policies.edit_templates, request.actor)
    rows = TaskTemplate.objects.for_school(request.member.school)
    return _save_template(request, get_or_404(rows, pk=template))


def _save_template(request: SchoolRequest, row: TaskTemplate | None) -> HttpResponse:
    school = request.member.school
    form = TemplateForm(request.POST or None, school=school, instance=row)
    return form_page(
        request,
        TaskTemplatePage(form=form, task_template=row),
        lambda values: actions.write_template(school, row, values, by=request.actor),
        success=lambda written: f"Enregistré : {written.due_words}. Les tâches déjà créées ne changent pas.",
        next_page=address("agenda:templates", school.uai),
        require=lambda: require(policies.edit_templates, request.actor, row),
    )
