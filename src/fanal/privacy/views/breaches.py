"""Breaches of personal data: reported in one sentence, handled step by step, kept in a register."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.policies.school import change_settings as may_change
from fanal.accounts.reading.requests import SchoolRequest, at_moment, on_day
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import (
    FORM,
    already_submitted,
    attached_pdf,
    get_or_404,
    paginate,
    remember_answer,
    render_page,
    said_before,
)
from fanal.core.mail.departure import announced
from fanal.core.stale import version_of
from fanal.privacy.actions import breaches as actions
from fanal.privacy.forms.breach import BreachForm, ReportForm
from fanal.privacy.models import DataBreach
from fanal.privacy.policies import registers as policies
from fanal.privacy.reading import breaches as reading
from fanal.privacy.reading.breach_recipients import recipient_rows
from fanal.privacy.reading.delegates import delegates_of

THANKS = "C’est signalé, merci : la direction et le référent numérique le lisent. Gardez les preuves."

BUTTONS = (policies.read_evidence, policies.handle_breach, policies.close_breach)


def one_breach(request: SchoolRequest, number: int) -> DataBreach:
    require(policies.read_breaches, request.actor, None)
    rows = DataBreach.objects.for_school(request.member.school).select_related("reported_by")
    return get_or_404(rows, number=number)


@require_safe
def breach_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_breaches, request.actor, None)
    context = {
        "page": paginate(request, reading.breaches_of(request.member.school, timezone.now())),
        "can_report": policies.report_breach(request.actor, None),
    }
    return render_page(request, "privacy/breach_list.html", context)


@require_http_methods(FORM)
def breach_report(request: SchoolRequest, uai: str) -> HttpResponse:
    """By hand, not `form_page`: the same words sent again under a new key are the same report."""
    require(policies.report_breach, request.actor, None)
    form = ReportForm(request.POST or None, school=request.member.school)
    if form.is_bound and form.is_valid():
        if seen := already_submitted(request):
            return redirect(seen)
        description, now = form.cleaned_data["description"], timezone.now()
        if again := said_before(request, "ce signalement", description):
            return again
        made = actions.report_breach(request.member.school, description, now=now, by=request.actor)
        went = announced(made.school_id, f"breach-{made.number}-")
        messages.success(request, f"{THANKS} {went}")
        reads = policies.read_breaches(request.actor, None)
        page = ("privacy:breach_page", uai, made.number) if reads else ("privacy:mine", uai)
        return remember_answer(request, address(*page))
    context = {"form": form, "can_read": policies.read_breaches(request.actor, None)}
    return render_page(request, "privacy/breach_report.html", context, status=422 if form.is_bound else 200)


@require_safe
def breach_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return show_breach(request, one_breach(request, number), [])


def show_breach(request: SchoolRequest, breach: DataBreach, reasons: list[str]) -> HttpResponse:
    now = timezone.now()
    annotate_permissions([breach], *BUTTONS, to=request.actor)
    steps, rows = [] if breach.closed_on else breach.steps(now), recipient_rows(breach)
    labels = {row.recipient: row.label for row in rows}
    context = {
        "breach": breach,
        "row": reading.row_of(breach, now),
        "steps": [(step, labels[step.recipient] if step.recipient else "") for step in steps],
        "recipients": [(row, any(step.recipient == row.recipient for step in steps)) for row in rows],
        "delegates": delegates_of(request.member.school, request.today),
        "can_write_delegate": may_change(request.actor, request.member.school),
        "lines": reading.lines_of(breach),
        "reasons": reasons,
        "evidence": reading.evidence_of(breach),
    }
    return render_page(request, "privacy/breach_page.html", context)


@require_http_methods(FORM)
def breach_change(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    breach, now = one_breach(request, number), timezone.now()
    form = BreachForm(request.POST or None, school=request.member.school, instance=breach)
    seen = request.POST.get("seen", "")
    return form_page(
        request,
        form,
        lambda values: actions.write_breach(breach, values, now=now, by=request.actor, seen=seen),
        template="privacy/breach_form.html",
        success="C’est noté.",
        next_page=address("privacy:breach_page", uai, number),
        context=lambda: {"breach": breach, "seen": seen or version_of(breach, form.fields)},
        require=lambda: require(policies.handle_breach, request.actor, breach),
    )


@require_POST
def breach_close(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    breach = one_breach(request, number)
    stamp = on_day(request) | at_moment(request)
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
    """What to copy into the CNIL’s form, as PDF."""
    made = reading.breach_pdf(request.member.school, one_breach(request, number), timezone.now())
    return attached_pdf(made, f"violation-{number}-{uai}")
