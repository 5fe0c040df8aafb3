"""One line of a log: added in ten seconds, corrected, put aside, deleted; and how long things count."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM, get_or_404
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
    school, now = request.member.school, {"today": request.today, "by": request.actor}
    form = QuickForm(request.POST, school=school)
    return form_page(
        request,
        form,
        lambda values: actions.add_work(school, values, **now),
        success="La ligne est ajoutée à votre carnet.",
        next_page=address("work:log", uai),
        require=lambda: require(policies.keep_work, request.actor, None),
        show=lambda reasons: rendered_log(request, form=form, add_reasons=reasons, status=422),
    )


@require_http_methods(FORM)
def line_page(request: HttpRequest, uai: str, work: int) -> HttpResponse:
    entry, now = _entry(request, work), {"today": request.today, "by": request.actor}

    def context() -> dict[str, Any]:
        annotate_permissions([entry], policies.delete_work, to=request.actor)
        [dressed] = reading.dressed([entry], uai)
        return {"entry": dressed}

    return form_page(
        request,
        WorkLineForm(request.POST or None, school=request.member.school, instance=entry),
        lambda values: actions.correct_work(entry, values, **now),
        template="missions/work_line.html",
        success="La ligne est corrigée.",
        next_page=address("work:log", uai),
        context=context,
        require=lambda: require(policies.keep_work, request.actor, entry),
    )


@require_POST
def line_put_aside(request: HttpRequest, uai: str, work: int) -> HttpResponse:
    is_aside = request.POST.get("aside") == "1"
    return button_page(
        request,
        lambda: actions.put_work_aside(_entry(request, work), is_aside=is_aside, by=request.actor),
        success="La ligne ne compte plus." if is_aside else "La ligne compte de nouveau.",
        next_page=address("work:log", uai),
    )


@require_POST
def line_restore(request: HttpRequest, uai: str, work: int) -> HttpResponse:
    entry, school = _entry(request, work), request.member.school
    return button_page(
        request,
        lambda: actions.restore_work(entry, school, today=request.today, by=request.actor),
        success="La ligne est revenue à ce que Fanal propose.",
        next_page=address("work:log", uai),
    )


@require_POST
def line_delete(request: HttpRequest, uai: str, work: int) -> HttpResponse:
    return button_page(
        request,
        lambda: actions.delete_work(_entry(request, work), by=request.actor),
        success="La ligne est supprimée.",
        next_page=address("work:log", uai),
    )


@require_http_methods(FORM)
def durations_page(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.keep_work, request.actor, None)
    school, now = request.member.school, {"today": request.today, "by": request.actor}
    chosen = defaults_of(school.pk, request.member.person.pk)
    return form_page(
        request,
        DurationsForm(request.POST or None, chosen=chosen),
        lambda values: actions.choose_durations(school, values, **now),
        template="missions/work_durations.html",
        success="Vos durées sont enregistrées ; les lignes non corrigées les suivent.",
        next_page=address("work:log", uai),
        context={"has_own": bool(chosen)},
    )


@require_POST
def durations_restore(request: HttpRequest, uai: str) -> HttpResponse:
    return button_page(
        request,
        lambda: actions.choose_durations(request.member.school, {}, today=request.today, by=request.actor),
        success="Les durées proposées par Fanal sont reprises.",
        next_page=address("work:durations", uai),
    )
