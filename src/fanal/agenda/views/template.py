"""The templates of the year's tasks: what the school was proposed, and what it makes of it."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.french import counted, weekday_and_day
from fanal.accounts.rules.years import year_of
from fanal.agenda.actions import template as actions
from fanal.agenda.actions.year import days_of
from fanal.agenda.forms.task import TemplateForm
from fanal.agenda.models import TaskTemplate
from fanal.agenda.policies import year as policies
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM, get_or_404, paginate, render_page

NOTHING_NEW = "Vous aviez déjà tous les modèles proposés."
A_YEAR = 50  # templates a page: those that Fanal proposes stand together


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
    context = {"templates": paginate(request, templates, A_YEAR), "year": year}
    return render_page(request, "agenda/template_list.html", context)


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


@require_http_methods(FORM)
def template_add(request: SchoolRequest, uai: str) -> HttpResponse:
    return _write(request, None)


@require_http_methods(FORM)
def template_page(request: SchoolRequest, uai: str, template: int) -> HttpResponse:
    task_template = get_or_404(TaskTemplate.objects.for_school(request.member.school), pk=template)
    return _write(request, task_template)


def _write(request: SchoolRequest, template: TaskTemplate | None) -> HttpResponse:
    school = request.member.school
    return form_page(
        request,
        TemplateForm(request.POST or None, school=school, instance=template),
        lambda values: actions.write_template(school, template, values, by=request.actor),
        template="agenda/template.html",
        success=lambda made: f"Enregistré : {made.due_words}. Les tâches déjà créées ne changent pas.",
        next_page=address("agenda:templates", school.uai),
        context={"template": template},
        require=lambda: require(policies.edit_templates, request.actor, template),
    )
