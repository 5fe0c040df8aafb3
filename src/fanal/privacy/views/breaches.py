"""Breaches of personal data: reported in one sentence, handled step by step, kept in a register."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.policies.school import change_settings
from fanal.accounts.reading.requests import SchoolRequest, on_day_at_moment
from fanal.core.forms.stale import version_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import (
    FORM,
    already_submitted,
    attached_pdf,
    get_or_404,
    paginate,
    remember_answer,
    said_before,
)
from fanal.core.mail.departure import announced
from fanal.core.pages.filter_chips import FilterChip, tab_chips
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import ChangePage, FormPage, Page, Paged, render
from fanal.privacy.actions import breaches as actions
from fanal.privacy.forms.breach import BreachForm, ReportForm
from fanal.privacy.models import BreachEvidence, DataBreach
from fanal.privacy.policies import registers as policies
from fanal.privacy.reading import breaches as reading
from fanal.privacy.reading.breach_recipients import RecipientRow, recipient_rows
from fanal.privacy.reading.breaches import BreachRow
from fanal.privacy.reading.delegates import Delegate, delegates_of
from fanal.privacy.reading.tabs import OPEN_TABS, tab_of
from fanal.privacy.rules.breach_steps import BreachStep

THANKS = "C’est signalé, merci : la direction et le référent numérique le lisent. Gardez les preuves."

BUTTONS = (policies.read_evidence, policies.handle_breach, policies.close_breach)


def one_breach(request: SchoolRequest, number: int) -> DataBreach:
    require(policies.read_breaches, request.actor, None)
    rows = DataBreach.objects.for_school(request.member.school).select_related("reported_by")
    return get_or_404(rows, number=number)


@dataclass(frozen=True, kw_only=True)
class BreachListPage(Page):
    template = "privacy/breach_list.html"

    page: Paged
    chips: list[FilterChip]
    view: str
    school: School


@require_safe
def breach_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_breaches, request.actor, None)
    school, view = request.member.school, tab_of(OPEN_TABS, request.GET)
    annotate_permissions([school], policies.report_breach, to=request.actor)
    page = BreachListPage(
        page=paginate(request, reading.breaches_of(school, timezone.now(), view)),
        chips=tab_chips(OPEN_TABS, None, view),
        view=view,
        school=school,
    )
    return render(request, page)


@dataclass(frozen=True, kw_only=True)
class BreachReportPage(FormPage):
    template = "privacy/breach_report.html"

    school: School


@require_http_methods(FORM)
def breach_report(request: SchoolRequest, uai: str) -> HttpResponse:
    """Do by hand what `form_page` does: the same words sent again under a new key are the same report."""
    school = request.member.school
    require(policies.report_breach, request.actor, None)
    annotate_permissions([school], policies.read_breaches, to=request.actor)
    form = ReportForm(request.POST or None, school=school)
    if not form.is_bound or not form.is_valid():
        return render(request, BreachReportPage(form=form, school=school))
    if before := already_submitted(request):
        return redirect(before)
    description = form.cleaned_data["description"]
    if again := said_before(request, "ce signalement", description):
        return again
    breach = actions.report_breach(school, description, now=timezone.now(), by=request.actor)
    mail_words = announced(school.pk, f"breach-{breach.number}-")
    messages.success(request, f"{THANKS} {mail_words}")
    if policies.read_breaches(request.actor, None):
        return remember_answer(request, address("privacy:breach_page", uai, breach.number))
    return remember_answer(request, address("privacy:mine", uai))


@dataclass(frozen=True, kw_only=True)
class BreachPage(Page):
    """`steps`: each with the button of whom it tells; `recipients`: each, and whether a step is to tell them.

    `lines`: headings, each with what stands under it.
    """

    template = "privacy/breach_page.html"

    breach: DataBreach
    state: BreachRow
    steps: list[tuple[BreachStep, str]]
    recipients: list[tuple[RecipientRow, bool]]
    lines: list[tuple[str, list[str]]]
    evidence: list[BreachEvidence]
    delegates: list[Delegate]
    school: School
    reasons: list[str]


@require_safe
def breach_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return show_breach(request, one_breach(request, number), [])


def show_breach(request: SchoolRequest, breach: DataBreach, reasons: list[str]) -> HttpResponse:
    now, school = timezone.now(), request.member.school
    annotate_permissions([breach], *BUTTONS, to=request.actor)
    annotate_permissions([school], change_settings, to=request.actor)
    steps = [] if breach.closed_on else breach.steps(now)
    rows = recipient_rows(breach)
    labels = {row.recipient: row.label for row in rows}
    page = BreachPage(
        breach=breach,
        state=reading.row_of(breach, now),
        steps=[(step, labels[step.recipient] if step.recipient else "") for step in steps],
        recipients=[(row, any(step.recipient == row.recipient for step in steps)) for row in rows],
        lines=reading.lines_of(breach),
        evidence=reading.evidence_of(breach),
        delegates=delegates_of(school, request.today),
        school=school,
        reasons=reasons,
    )
    return render(request, page)


@dataclass(frozen=True, kw_only=True)
class BreachFormPage(ChangePage):
    template = "privacy/breach_form.html"

    breach: DataBreach


@require_http_methods(FORM)
def breach_change(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    breach, now = one_breach(request, number), timezone.now()
    form = BreachForm(request.POST or None, school=request.member.school, instance=breach)
    seen = request.POST.get("seen") or version_of(breach, form.fields)
    return form_page(
        request,
        BreachFormPage(form=form, seen=seen, breach=breach),
        lambda values: actions.write_breach(breach, values, now=now, by=request.actor, seen=seen),
        success="C’est noté.",
        next_page=address("privacy:breach_page", uai, number),
        require=lambda: require(policies.handle_breach, request.actor, breach),
    )


@require_POST
def breach_close(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    breach = one_breach(request, number)
    stamp = on_day_at_moment(request)
    return button_page(
        request,
        lambda: actions.close_breach(breach, **stamp),
        success="La violation est close ; elle reste au registre.",
        next_page=address("privacy:breach_page", uai, number),
        show=lambda reasons: show_breach(request, breach, reasons),
    )


@require_POST
def breach_reopen(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    breach = one_breach(request, number)
    return button_page(
        request,
        lambda: actions.reopen_breach(breach, by=request.actor),
        success="",
        next_page=address("privacy:breach_page", uai, number),
    )


@require_safe
def breach_file(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """Print what to copy into the CNIL’s form."""
    pdf = reading.breach_pdf(request.member.school, one_breach(request, number), timezone.now())
    return attached_pdf(pdf, f"violation-{number}-{uai}")
