"""One sheet of the register: read, write, validate, end; and what a colleague declares."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, at_moment, on_day
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.core.panels import panels_of
from fanal.privacy.actions import register as actions
from fanal.privacy.forms.processing import DeclareToolForm, ProcessingForm
from fanal.privacy.models import Processing, ProcessingVersion
from fanal.privacy.policies import registers as policies
from fanal.privacy.reading import register as reading
from fanal.privacy.reading.mine import declarations_of
from fanal.privacy.rules.codes import ProcessingPartKind
from fanal.privacy.rules.declaring import advice
from fanal.privacy.rules.parts import parts_of
from fanal.privacy.rules.register import warnings


def one_sheet(request: SchoolRequest, number: int) -> Processing:
    """The sheet of this number with its parts, for whoever reads the register; 404 otherwise."""
    require(policies.read_register, request.actor, None)
    rows = Processing.objects.for_school(request.member.school).with_parts().select_related("declared_by")
    return get_or_404(rows, number=number)


@require_safe
def processing_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return _show(request, one_sheet(request, number), [])


def _show(request: SchoolRequest, processing: Processing, reasons: list[str]) -> HttpResponse:
    buttons = (policies.write_processing, policies.validate_processing)
    annotate_permissions([processing], *buttons, to=request.actor)
    context = {
        "processing": processing,
        "line": reading.line_of(processing),
        "sections": reading.sections_of(processing, head=reading.head_words(request.member.school)),
        "missing": processing.completeness.missing,
        "warnings": warnings(processing.sheet),
        "versions": reading.versions_of(processing),
        "files": reading.documents_of(processing),
        "reasons": reasons,
        "panels": panels_of(request.member, processing),
    }
    return render_page(request, "privacy/processing_page.html", context)


@require_safe
def version_page(request: SchoolRequest, uai: str, number: int, version: int) -> HttpResponse:
    processing = one_sheet(request, number)
    rows = ProcessingVersion.objects.for_school(processing.school_id).select_related("validated_by")
    then = get_or_404(rows, processing=processing, number=version)
    context = {"processing": processing, "version": then, "sections": reading.sections_of_version(then)}
    return render_page(request, "privacy/version_page.html", context)


@require_http_methods(FORM)
def processing_add(request: SchoolRequest, uai: str) -> HttpResponse:
    return _write(request, None)


@require_http_methods(FORM)
def processing_change(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return _write(request, one_sheet(request, number))


def _write(request: SchoolRequest, processing: Processing | None) -> HttpResponse:
    school, now = request.member.school, on_day(request)

    def save(values: dict[str, Any]) -> Processing:
        parts = {kind: parts_of(values.pop(kind.value)) for kind in ProcessingPartKind}
        return actions.write_processing(school, processing, values, parts, **now)

    return form_page(
        request,
        ProcessingForm(request.POST or None, school=school, instance=processing),
        save,
        template="privacy/processing_form.html",
        success="La fiche est enregistrée.",
        next_page=lambda kept: address("privacy:processing_page", school.uai, kept.number),
        context={"record": processing},
        require=lambda: require(policies.write_processing, request.actor, processing),
    )


@require_POST
def processing_validate(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    processing, head = one_sheet(request, number), reading.head_words(request.member.school)
    stamp = on_day(request) | at_moment(request)
    return button_page(
        request,
        lambda: actions.validate_processing(processing, head=head, **stamp),
        success=lambda made: f"La version {made.number} est au registre.",
        next_page=address("privacy:processing_page", uai, number),
        show=lambda reasons: _show(request, processing, reasons),
    )


@require_POST
def processing_end(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    processing = one_sheet(request, number)
    return button_page(
        request,
        lambda: actions.end_processing(processing, today=request.today, by=request.actor),
        success=f"« {processing} » n’est plus au registre ; sa fiche reste lisible.",
        next_page=address("privacy:register", uai),
    )


@require_safe
def mine(request: SchoolRequest, uai: str) -> HttpResponse:
    """What whoever asks declared or reported: a trace, and where it stands."""
    require(policies.declare_use, request.actor, None)
    page = paginate(request, declarations_of(request.member))
    return render_page(request, "privacy/mine.html", {"page": page})


@require_http_methods(FORM)
def declare(request: SchoolRequest, uai: str) -> HttpResponse:
    """A few questions; what to do meanwhile is said at once."""
    require(policies.declare_use, request.actor, None)
    form, school = DeclareToolForm(request.POST or None), request.member.school
    now = on_day(request)
    return form_page(
        request,
        form,
        lambda _: actions.declare_use(school, form.declared(), **now),
        template="privacy/declare.html",
        success=lambda _: " ".join(["C’est déclaré, merci.", *advice(form.declared())]),
        next_page=address("privacy:mine", uai),
    )
