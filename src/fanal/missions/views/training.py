"""« Formation »: what a référent followed and gave; the management reads the sums that are shared."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.models.roles import Role
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.agenda.rules.years import kept_years
from fanal.agenda.views.years import year_chips, year_read
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import get_or_404, paginate, render_page
from fanal.missions.actions import training as actions
from fanal.missions.forms.training import TrainingForm
from fanal.missions.models import OwnTraining
from fanal.missions.policies import training as policies
from fanal.missions.reading.training import (
    lines_of,
    not_yet_noted,
    proposed_line,
    shared_in,
    sums_of,
)

WAITING = 10  # trainings that Fanal knows and the list does not, at once


@require_safe
def training_page(request: SchoolRequest, uai: str) -> HttpResponse:
    """`?noter=` names a training that Fanal knows: the form proposes it, and its person corrects it."""
    require(policies.open_training, request.actor, None)
    initial: dict[str, object] = {"day": request.today}
    if (key := request.GET.get("noter")) and request.member.has(Role.DIGITAL_LEAD):
        year = year_read(request, kept_years(request.today))
        rows = not_yet_noted(request.member, year)
        initial |= next((proposed_line(row) for row in rows if row.key == key), {})
    return _page(request, form=TrainingForm(school=request.member.school, initial=initial))


def _page(request: SchoolRequest, *, form: TrainingForm, status: int = 200, **extra: Any) -> HttpResponse:
    member, offered = request.member, kept_years(request.today)
    year = year_read(request, offered)
    context: dict[str, Any] = {
        "year": year,
        "chips": year_chips(request, "trainings:training", year.label, offered),
    }
    if member.has(Role.DIGITAL_LEAD):
        page = paginate(request, lines_of(member, year))
        waiting = not_yet_noted(member, year)[:WAITING]
        context |= {"form": form, "page": page, "sums": sums_of(member, year), "waiting": waiting}
    if policies.read_shared_training(request.actor, None):
        context |= {"shared": shared_in(member, year), "reads_shared": True}
    return render_page(request, "missions/training.html", context | extra, status=status)


@require_POST
def training_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school, person = request.member.school, request.member.own_person
    form, now = TrainingForm(request.POST, school=school), on_day(request)
    return form_page(
        request,
        form,
        lambda values: actions.note_training(school, person, values, **now),
        success="La formation est notée.",
        next_page=address("trainings:training", uai),
        require=lambda: require(policies.keep_training, request.actor, person.pk if person else 0),
        show=lambda reasons: _page(request, form=form, reasons=reasons, status=422),
    )


def _line(request: SchoolRequest, pk: int) -> OwnTraining:
    return get_or_404(OwnTraining.objects.visible_to(request.member), pk=pk)


@require_POST
def training_share(request: SchoolRequest, uai: str, training: int) -> HttpResponse:
    """Each press counts: the lines are in one form, whose key is theirs together."""
    is_shared = request.POST.get("shared") == "1"
    actions.share_training(_line(request, training), is_shared=is_shared, by=request.actor)
    messages.success(request, "Comptée pour la direction." if is_shared else "Comptée pour vous seul.")
    return redirect("trainings:training", uai)


@require_POST
def training_remove(request: SchoolRequest, uai: str, training: int) -> HttpResponse:
    return button_page(
        request,
        lambda: actions.remove_training(_line(request, training), by=request.actor),
        success="La ligne est retirée.",
        next_page=address("trainings:training", uai),
    )
