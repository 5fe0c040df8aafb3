"""« L’année »: the tasks by month, the late ones first, and « Fait » in one gesture."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.models.roles import TEAM
from fanal.accounts.policies.rights import annotate_permissions
from fanal.accounts.reading.requests import SchoolRequest, on_day_at_moment
from fanal.accounts.reading.school_years import by_year
from fanal.agenda.actions.task import finish_task
from fanal.agenda.actions.year import CreatedTasks, create_year
from fanal.agenda.models import YearTask
from fanal.agenda.policies import year as policies
from fanal.agenda.reading.year import (
    TaskGroup,
    YearFilter,
    chips_of,
    counts_of,
    groups_of,
    tasks_of,
    year_filter_of,
    years_to_create,
)
from fanal.core.http.addresses import address
from fanal.core.http.answers import get_or_404, paginate
from fanal.core.pages import undo
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, Paged, render
from fanal.core.text.french import counted
from fanal.core.text.words import number_of
from fanal.year.rules.years import SchoolYear, year_of

PER_PAGE = 40
RIGHTS = (policies.add_task, policies.edit_templates, policies.prepare_rollover, policies.read_figures)


def _year_filter(request: SchoolRequest) -> YearFilter:
    asked = request.school_year
    return year_filter_of(request.GET, today=request.today, current=asked.year, is_chosen=asked.is_chosen)


@dataclass(frozen=True, kw_only=True)
class YearPage(Page):
    """`query`: the filter as the addresses keep it; `to_create`: the years whose tasks are not there."""

    template = "agenda/year.html"

    page: Paged
    groups: list[TaskGroup]
    chips: list[FilterChip]
    query: str
    year_filter: YearFilter
    to_create: list[str]
    offers_rollover: bool
    school: School


@by_year
@require_safe
def year_page(request: SchoolRequest, uai: str) -> HttpResponse:
    year_filter, member, school = _year_filter(request), request.member, request.member.school
    if member.person is None:
        raise Http404
    annotate_permissions([school], *RIGHTS, to=request.actor)
    counts = counts_of(member, year_filter)
    counted_as = "ended" if year_filter.is_ended else "open_mine" if year_filter.is_mine else "open"
    rows = paginate(request, tasks_of(member, year_filter), PER_PAGE, count=counts[counted_as])
    tasks, missing = list(rows), years_to_create(year_filter, counts, is_past=request.school_year.is_past)
    annotate_permissions(tasks, policies.finish_task, to=request.actor)
    page = YearPage(
        page=rows,
        groups=groups_of(tasks, year_filter),
        chips=chips_of(year_filter, counts, is_team=member.has(*TEAM)),
        query=year_filter.query(),
        year_filter=year_filter,
        to_create=missing if policies.create_year(request.actor, None) else [],
        offers_rollover=year_filter.prepares_next and policies.prepare_rollover(request.actor, None),
        school=school,
    )
    return render(request, page)


@require_POST
def year_create(request: SchoolRequest, uai: str) -> HttpResponse:
    """The tasks of the year named in the form: this one, or the next."""
    current = year_of(request.today)
    years = {year.label: year for year in (current, current.next)}
    year = years.get(request.POST.get("year", ""))
    if year is None:
        raise Http404
    stamp = on_day_at_moment(request)
    with_past = "past" in request.POST
    return button_page(
        request,
        lambda: create_year(request.member.school, year, with_past=with_past, **stamp),
        success=lambda created: _sentence(created, year),
        next_page=address("agenda:year", uai),
    )


def _sentence(created: CreatedTasks, year: SchoolYear) -> str:
    sentence = f"{counted(created.created, 'tâche créée', 'tâches créées')} pour {year}."
    if created.past:
        past = counted(created.past, "tâche dont le jour est passé", "tâches dont le jour est passé")
        sentence += f" {past} : laissées de côté."
    return sentence


@require_POST
def task_finish_listed(request: SchoolRequest, uai: str) -> HttpResponse:
    """« Fait », from the list (its filters stand in the address) or from the home page."""
    number = number_of(request.POST.get("number", "")) or 0
    if request.POST.get("retour") == "accueil":
        next_page = address("web:home", uai)
    else:
        next_page = address("agenda:year", uai) + _year_filter(request).query()
    task = get_or_404(YearTask.objects.visible_to(request.member), number=number)

    def finish() -> None:
        now = timezone.now()
        done = finish_task(task, now=now, by=request.actor)
        if done.ended_at == now:
            undo.offer(request, f"Fait : {task.title}", address("agenda:reopen", uai, task.number))
        else:  # a colleague pressed first
            messages.info(request, f"C’était déjà fait : {task.title}")

    return button_page(request, finish, success="", next_page=next_page)
