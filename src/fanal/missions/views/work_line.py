"""One line of a log: added in ten seconds, corrected, put aside, deleted; and how long things count."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.core.addresses import address
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import FORM, already_submitted, get_or_404, remember_answer, render_page
from fanal.missions import actions, policies
from fanal.missions.actions.work_gathering import defaults_of
from fanal.missions.forms.work import DurationsForm, QuickForm, WorkLineForm
from fanal.missions.models import WorkEntry
from fanal.missions.reading import work as reading
from fanal.missions.views.work import rendered_log


def _entry(request: HttpRequest, pk: int) -> WorkEntry:
    entry = get_or_404(WorkEntry.objects.visible_to(request.member), pk=pk)
    entry.school = request.member.school
    return entry


@require_POST
def line_add(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.keep_work, request.actor, None)
    form, reasons, home = QuickForm(request.POST), list[str](), address("work:log", uai)
    if form.is_valid():
        if seen := already_submitted(request):
            return redirect(seen)
        with reasons_of_refusal() as reasons:
            school = request.member.school
            actions.add_work(school, form.written(), today=request.today, by=request.actor)
            messages.success(request, "La ligne est ajoutée à votre carnet.")
            return remember_answer(request, home)
    return rendered_log(request, form=form, add_reasons=reasons, status=422)


@require_http_methods(FORM)
def line_page(request: HttpRequest, uai: str, work: int) -> HttpResponse:
    entry, reasons = _entry(request, work), list[str]()
    require(policies.keep_work, request.actor, entry)
    form = WorkLineForm(request.POST or None, entry=entry)
    if form.is_bound and form.is_valid():
        with reasons_of_refusal() as reasons:
            actions.correct_work(entry, form.written(), today=request.today, by=request.actor)
            messages.success(request, "La ligne est corrigée.")
            return redirect("work:log", uai)
    annotate_permissions([entry], policies.delete_work, to=request.actor)
    [dressed] = reading.dressed([entry], uai)
    context: dict[str, Any] = {"entry": dressed, "form": form, "reasons": reasons}
    return render_page(request, "missions/work_line.html", context, status=422 if form.is_bound else 200)


@require_POST
def line_put_aside(request: HttpRequest, uai: str, work: int) -> HttpResponse:
    is_aside = request.POST.get("aside") == "1"
    actions.put_work_aside(_entry(request, work), is_aside=is_aside, by=request.actor)
    messages.success(request, "La ligne ne compte plus." if is_aside else "La ligne compte de nouveau.")
    return redirect("work:log", uai)


@require_POST
def line_restore(request: HttpRequest, uai: str, work: int) -> HttpResponse:
    entry, school = _entry(request, work), request.member.school
    actions.restore_work(entry, school, today=request.today, by=request.actor)
    messages.success(request, "La ligne est revenue à ce que Fanal propose.")
    return redirect("work:log", uai)


@require_POST
def line_delete(request: HttpRequest, uai: str, work: int) -> HttpResponse:
    actions.delete_work(_entry(request, work), by=request.actor)
    messages.success(request, "La ligne est supprimée.")
    return redirect("work:log", uai)


@require_http_methods(FORM)
def durations_page(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.keep_work, request.actor, None)
    school, reasons = request.member.school, list[str]()
    chosen = defaults_of(school.pk, request.member.person.pk)
    form = DurationsForm(request.POST or None, chosen=chosen)
    if form.is_bound and form.is_valid():
        with reasons_of_refusal() as reasons:
            actions.choose_durations(school, form.cleaned_data, today=request.today, by=request.actor)
            messages.success(request, "Vos durées sont enregistrées ; les lignes non corrigées les suivent.")
            return redirect("work:log", uai)
    context = {"form": form, "reasons": reasons, "has_own": bool(chosen)}
    return render_page(request, "missions/work_durations.html", context, status=422 if form.is_bound else 200)


@require_POST
def durations_restore(request: HttpRequest, uai: str) -> HttpResponse:
    actions.choose_durations(request.member.school, {}, today=request.today, by=request.actor)
    messages.success(request, "Les durées proposées par Fanal sont reprises.")
    return redirect("work:durations", uai)
