"""One sheet of the register: read, write, validate, end; and what a colleague declares."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.core.addresses import address
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import (
    FORM,
    already_submitted,
    get_or_404,
    paginate,
    remember_answer,
    render_page,
)
from fanal.core.registry import PANEL, registered
from fanal.privacy.actions import register as actions
from fanal.privacy.forms.processing import DeclareToolForm, ProcessingForm
from fanal.privacy.models import Processing, ProcessingVersion
from fanal.privacy.policies import registers as policies
from fanal.privacy.reading import register as reading
from fanal.privacy.reading.mine import declarations_of
from fanal.privacy.rules.declaring import advice
from fanal.privacy.rules.register import warnings
from fanal.privacy.views.writing import write


def one_sheet(request: HttpRequest, number: int) -> Processing:
    """The sheet of this number with its parts, for whoever reads the register; 404 otherwise."""
    require(policies.read_register, request.actor, None)
    rows = Processing.objects.for_school(request.member.school).with_parts().select_related("declared_by")
    return get_or_404(rows, number=number)


@require_safe
def processing_page(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return _show(request, one_sheet(request, number), [])


def _show(request: HttpRequest, processing: Processing, reasons: list[str]) -> HttpResponse:
    context = {
        "processing": processing,
        "line": reading.line_of(processing),
        "sections": reading.sections_of(processing, head=reading.head_words(request.member.school)),
        "missing": processing.completeness.missing,
        "warnings": warnings(processing.sheet),
        "versions": reading.versions_of(processing),
        "files": reading.documents_of(processing),
        "reasons": reasons,
        "panels": [panel for make in registered(PANEL) if (panel := make(request.member, processing))],
        "can_write": policies.write_processing(request.actor, processing),
        "can_validate": policies.validate_processing(request.actor, processing),
    }
    return render_page(request, "privacy/processing_page.html", context, status=422 if reasons else 200)


@require_safe
def version_page(request: HttpRequest, uai: str, number: int, version: int) -> HttpResponse:
    processing = one_sheet(request, number)
    rows = ProcessingVersion.objects.for_school(processing.school_id).select_related("validated_by")
    then = get_or_404(rows, processing=processing, number=version)
    context = {"processing": processing, "version": then, "sections": reading.sections_of_version(then)}
    return render_page(request, "privacy/version_page.html", context)


@require_http_methods(FORM)
def processing_add(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.write_processing, request.actor, None)
    return _write(request, None, ProcessingForm(request.POST or None))


@require_http_methods(FORM)
def processing_change(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    processing = one_sheet(request, number)
    require(policies.write_processing, request.actor, processing)
    return _write(
        request,
        processing,
        ProcessingForm(request.POST or None, initial=ProcessingForm.initial_of(processing)),
    )


def _write(request: HttpRequest, processing: Processing | None, form: ProcessingForm) -> HttpResponse:
    return write(
        request,
        form,
        processing,
        lambda: actions.write_processing(
            request.member.school, processing, form.written(), today=request.today, by=request.actor
        ),
        template="privacy/processing_form.html",
        page="privacy:processing_page",
        says="La fiche est enregistrée.",
    )


@require_POST
def processing_validate(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    processing, head = one_sheet(request, number), reading.head_words(request.member.school)
    with reasons_of_refusal() as reasons:
        made = actions.validate_processing(
            processing, head=head, today=request.today, now=timezone.now(), by=request.actor
        )
        messages.success(request, f"La version {made.number} est au registre.")
    return (
        _show(request, processing, reasons) if reasons else redirect("privacy:processing_page", uai, number)
    )


@require_POST
def processing_end(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    processing = one_sheet(request, number)
    actions.end_processing(processing, today=request.today, by=request.actor)
    messages.success(request, f"« {processing} » n’est plus au registre ; sa fiche reste lisible.")
    return redirect("privacy:register", uai)


@require_safe
def mine(request: HttpRequest, uai: str) -> HttpResponse:
    """What whoever asks declared or reported: a trace, and where it stands."""
    require(policies.declare_use, request.actor, None)
    page = paginate(request, declarations_of(request.member))
    return render_page(request, "privacy/mine.html", {"page": page})


@require_http_methods(FORM)
def declare(request: HttpRequest, uai: str) -> HttpResponse:
    """A few questions; what to do meanwhile is said at once."""
    require(policies.declare_use, request.actor, None)
    form = DeclareToolForm(request.POST or None)
    if form.is_bound and form.is_valid():
        if seen := already_submitted(request):
            return redirect(seen)
        declared = form.declared()
        actions.declare_use(request.member.school, declared, today=request.today, by=request.actor)
        messages.success(request, " ".join(["C’est déclaré, merci.", *advice(declared)]))
        return remember_answer(request, address("privacy:mine", uai))
    context = {"form": form}
    return render_page(request, "privacy/declare.html", context, status=422 if form.is_bound else 200)
