"""One line of a log: added in ten seconds, corrected, put aside, deleted; and how long things count."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage
from fanal.work_log.actions.gathering import choose_durations, defaults_of
from fanal.work_log.actions.line import (
    add_work,
    correct_work,
    delete_work,
    put_work_aside,
    restore_work,
)
from fanal.work_log.forms.work import DurationsForm, QuickForm, WorkLineForm
from fanal.work_log.models import WorkEntry
from fanal.work_log.policies import work as policies
from fanal.work_log.reading import work as reading
from fanal.work_log.views.work import log_shown


def _entry(request: SchoolRequest, pk: int) -> WorkEntry:
    entry = get_or_404(WorkEntry.objects.visible_to(request.member), pk=pk)
    entry.school = request.member.school
    return entry


@require_POST
def line_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school, stamp = request.member.school, on_day(request)
    form = QuickForm(request.POST, school=school)
    return form_page(
        request,
        form,
        lambda values: add_work(school, values, **stamp),
        success="La ligne est ajoutée à votre carnet.",
        next_page=address("work:log", uai),
        require=lambda: require(policies.keep_work, request.actor, None),
        show=lambda reasons: log_shown(request, form=form, add_reasons=reasons),
    )


@dataclass(frozen=True, kw_only=True)
class WorkLinePage(FormPage):
    template = "work_log/line.html"

    entry: WorkEntry


@require_http_methods(FORM)
def line_page(request: SchoolRequest, uai: str, work: int) -> HttpResponse:
    entry, stamp = _entry(request, work), on_day(request)

    form = WorkLineForm(request.POST or None, school=request.member.school, instance=entry)

    def show(reasons: list[str]) -> WorkLinePage:
        annotate_permissions([entry], policies.delete_work, to=request.actor)
        [dressed] = reading.dressed([entry], uai)
        return WorkLinePage(form=form, reasons=reasons, entry=dressed)

    return form_page(
        request,
        form,
        lambda values: correct_work(entry, values, **stamp),
        success="La ligne est corrigée.",
        next_page=address("work:log", uai),
        require=lambda: require(policies.keep_work, request.actor, entry),
        show=show,
    )


@require_POST
def line_put_aside(request: SchoolRequest, uai: str, work: int) -> HttpResponse:
    is_aside = request.POST.get("aside") == "1"
    return button_page(
        request,
        lambda: put_work_aside(_entry(request, work), is_aside=is_aside, by=request.actor),
        success="La ligne ne compte plus." if is_aside else "La ligne compte de nouveau.",
        next_page=address("work:log", uai),
    )


@require_POST
def line_restore(request: SchoolRequest, uai: str, work: int) -> HttpResponse:
    entry, school = _entry(request, work), request.member.school
    return button_page(
        request,
        lambda: restore_work(entry, school, today=request.today, by=request.actor),
        success="La ligne est revenue à ce que Fanal propose.",
        next_page=address("work:log", uai),
    )


@require_POST
def line_delete(request: SchoolRequest, uai: str, work: int) -> HttpResponse:
    return button_page(
        request,
        lambda: delete_work(_entry(request, work), by=request.actor),
        success="La ligne est supprimée.",
        next_page=address("work:log", uai),
    )


@dataclass(frozen=True, kw_only=True)
class DurationsPage(FormPage):
    template = "work_log/durations.html"

    has_own: bool


@require_http_methods(FORM)
def durations_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.keep_work, request.actor, None)
    school, stamp = request.member.school, on_day(request)
    own = defaults_of(school.pk, request.member.own_person.pk)
    page = DurationsPage(form=DurationsForm(request.POST or None, chosen=own), has_own=bool(own))
    return form_page(
        request,
        page,
        lambda values: choose_durations(school, values, **stamp),
        success="Vos durées sont enregistrées ; les lignes non corrigées les suivent.",
        next_page=address("work:log", uai),
    )


@require_POST
def durations_restore(request: SchoolRequest, uai: str) -> HttpResponse:
    return button_page(
        request,
        lambda: choose_durations(request.member.school, {}, today=request.today, by=request.actor),
        success="Les durées proposées par Fanal sont reprises.",
        next_page=address("work:durations", uai),
    )
