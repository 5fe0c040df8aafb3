"""« L’année »: the tasks by month, the late ones first, and « Fait » in one gesture."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.models.roles import TEAM
from fanal.accounts.policies.rights import annotate_permissions
from fanal.accounts.reading.requests import SchoolRequest, at_moment, on_day
from fanal.accounts.reading.school_years import by_year
from fanal.accounts.rules.french import counted
from fanal.accounts.rules.years import SchoolYear, year_of
from fanal.agenda.actions.task import finish_task
from fanal.agenda.actions.year import Created, create_year
from fanal.agenda.models import YearTask
from fanal.agenda.policies import year as policies
from fanal.agenda.reading.year import (
    YearFilter,
    chips_of,
    counts_of,
    groups_of,
    tasks_of,
    year_filter_of,
    years_to_create,
)
from fanal.core import undo
from fanal.core.addresses import address
from fanal.core.form_page import button_page
from fanal.core.http import get_or_404, paginate, render_page
from fanal.core.words import number_of

PER_PAGE = 40


def _year_filter(request: SchoolRequest) -> YearFilter:
    chosen = request.school_year
    return year_filter_of(request.GET, today=request.today, current=chosen.year, is_chosen=chosen.is_chosen)


def _may(request: SchoolRequest) -> dict[str, bool]:
    """What this person may do from the page, beside ending a task."""
    rights = {
        "can_add": policies.add_task,
        "can_create": policies.create_year,
        "can_edit": policies.edit_templates,
        "can_switch": policies.prepare_switch,
        "can_read_figures": policies.read_figures,
    }
    return {name: right(request.actor, None) for name, right in rights.items()}


@by_year
@require_safe
def year_page(request: SchoolRequest, uai: str) -> HttpResponse:
    year_filter, member = _year_filter(request), request.member
    if member.person is None:
        raise Http404
    counts = counts_of(member, year_filter)
    listed = "ended" if year_filter.is_ended else "open_mine" if year_filter.is_mine else "open"
    page = paginate(request, tasks_of(member, year_filter), PER_PAGE, count=counts[listed])
    tasks = list(page)
    annotate_permissions(tasks, policies.finish_task, to=request.actor)
    is_past, may = request.school_year.is_past, _may(request)
    context: dict[str, Any] = {
        "page": page,
        "groups": groups_of(tasks, year_filter),
        "chips": chips_of(year_filter, counts, is_team=member.has(*TEAM)),
        "query": year_filter.query(),
        "year_filter": year_filter,
        "to_create": years_to_create(year_filter, counts, is_past=is_past) if may["can_create"] else [],
        "is_switching": may["can_switch"] and year_filter.prepares_next,
    }
    context |= may
    return render_page(request, "agenda/year.html", context)


@require_POST
def year_create(request: SchoolRequest, uai: str) -> HttpResponse:
    """The tasks of the year named in the form: this one, or the next."""
    current = year_of(request.today)
    years = {year.label: year for year in (current, current.next)}
    year = years.get(request.POST.get("year", ""))
    if year is None:
        raise Http404
    now = on_day(request) | at_moment(request)
    with_past = "past" in request.POST
    return button_page(
        request,
        lambda: create_year(request.member.school, year, with_past=with_past, **now),
        success=lambda made: _announced(made, year),
        next_page=address("agenda:year", uai),
    )


def _announced(made: Created, year: SchoolYear) -> str:
    sentence = f"{counted(made.made, 'tâche créée', 'tâches créées')} pour {year}."
    if made.past:
        left = counted(made.past, "tâche dont le jour est passé", "tâches dont le jour est passé")
        sentence += f" {left} : laissées de côté."
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
