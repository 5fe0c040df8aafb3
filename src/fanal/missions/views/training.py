"""« Formation »: what a référent followed and gave; the management reads the sums that are shared."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.models.roles import Role
from fanal.accounts.policies.rights import require
from fanal.agenda.rules.years import kept_years
from fanal.agenda.views.years import year_chips, year_read
from fanal.core.addresses import address
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import already_submitted, get_or_404, paginate, remember_answer, render_page
from fanal.missions import actions, policies
from fanal.missions.forms.training import TrainingForm
from fanal.missions.models import OwnTraining
from fanal.missions.reading.training import lines_of, shared_in, sums_of
from fanal.missions.views.sections import sections


@require_safe
def training_page(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.open_training, request.actor, None)
    return _page(request, form=TrainingForm(initial={"day": request.today}))


def _page(request: HttpRequest, *, form: TrainingForm, status: int = 200, **extra: Any) -> HttpResponse:
    member, offered = request.member, kept_years(request.today)
    year = year_read(request, offered)
    context: dict[str, Any] = {
        "sections": sections(request, "training"),
        "year": year,
        "chips": year_chips(request, "trainings:training", year.label, offered),
    }
    if member.has(Role.DIGITAL_LEAD):
        page = paginate(request, lines_of(member, year))
        context |= {"form": form, "page": page, "sums": sums_of(member, year)}
    if policies.read_shared_training(request.actor, None):
        context |= {"shared": shared_in(member, year), "reads_shared": True}
    return render_page(request, "missions/training.html", context | extra, status=status)


@require_POST
def training_add(request: HttpRequest, uai: str) -> HttpResponse:
    member, form, reasons = request.member, TrainingForm(request.POST), list[str]()
    require(policies.keep_training, request.actor, member.person.pk if member.person else 0)
    if form.is_valid():
        if seen := already_submitted(request):
            return redirect(seen)
        with reasons_of_refusal() as reasons:
            training = form.followed()
            actions.note_training(
                member.school, member.person, training, today=request.today, by=request.actor
            )
            messages.success(request, "La formation est notée.")
            return remember_answer(request, address("trainings:training", uai))
    return _page(request, form=form, reasons=reasons, status=422)


def _line(request: HttpRequest, pk: int) -> OwnTraining:
    return get_or_404(OwnTraining.objects.visible_to(request.member), pk=pk)


@require_POST
def training_share(request: HttpRequest, uai: str, training: int) -> HttpResponse:
    is_shared = request.POST.get("shared") == "1"
    actions.share_training(_line(request, training), is_shared=is_shared, by=request.actor)
    messages.success(request, "Comptée pour la direction." if is_shared else "Comptée pour vous seul.")
    return redirect("trainings:training", uai)


@require_POST
def training_remove(request: HttpRequest, uai: str, training: int) -> HttpResponse:
    if seen := already_submitted(request):
        return redirect(seen)
    actions.remove_training(_line(request, training), by=request.actor)
    messages.success(request, "La ligne est retirée.")
    return remember_answer(request, address("trainings:training", uai))
