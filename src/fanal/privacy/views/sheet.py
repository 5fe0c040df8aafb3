"""One sheet of the register: read, write, validate, end."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day, on_day_at_moment
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, render
from fanal.core.pages.panels import Panel, panels_of
from fanal.privacy.actions import register as actions
from fanal.privacy.forms.processing import ProcessingForm
from fanal.privacy.models import Processing, ProcessingDocument, ProcessingVersion
from fanal.privacy.policies import registers as policies
from fanal.privacy.policies.opinions import answer_opinion, ask_opinion, give_opinion
from fanal.privacy.reading import register as reading
from fanal.privacy.reading.opinions import SheetOpinions, opinions_of_sheet
from fanal.privacy.reading.register import RegisterRow
from fanal.privacy.rules.codes import ProcessingPartKind
from fanal.privacy.rules.parts import parts_of
from fanal.privacy.rules.register import warnings
from fanal.privacy.rules.telling import SheetSection

BUTTONS = (policies.write_processing, policies.validate_processing, ask_opinion, give_opinion)


def one_sheet(request: SchoolRequest, number: int) -> Processing:
    """Find the sheet of this number with its parts, for whoever reads the register; 404 otherwise."""
    require(policies.read_register, request.actor, None)
    rows = Processing.objects.for_school(request.member.school).with_parts().select_related("declared_by")
    return get_or_404(rows, number=number)


@dataclass(frozen=True, kw_only=True)
class ProcessingPage(Page):
    template = "privacy/processing_page.html"

    processing: Processing
    state: RegisterRow
    sections: list[SheetSection]
    versions: list[ProcessingVersion]
    files: list[ProcessingDocument]
    opinions: SheetOpinions
    panels: list[Panel]
    reasons: list[str]

    @property
    def missing(self) -> list[str]:
        """What the sheet lacks, as steps to take."""
        return self.processing.completeness.missing

    @property
    def warnings(self) -> list[str]:
        return warnings(self.processing.sheet)


@require_safe
def processing_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return show_sheet(request, one_sheet(request, number), [])


def show_sheet(request: SchoolRequest, processing: Processing, reasons: list[str]) -> HttpResponse:
    annotate_permissions([processing], *BUTTONS, to=request.actor)
    opinions = opinions_of_sheet(processing, request.member.school, request.today)
    annotate_permissions(opinions.written, answer_opinion, to=request.actor)
    page = ProcessingPage(
        processing=processing,
        state=reading.line_of(processing),
        sections=reading.sections_of(processing, head=reading.head_words(request.member.school)),
        versions=reading.versions_of(processing),
        files=reading.documents_of(processing),
        opinions=opinions,
        panels=panels_of(request.member, processing),
        reasons=reasons,
    )
    return render(request, page)


@dataclass(frozen=True, kw_only=True)
class ProcessingVersionPage(Page):
    template = "privacy/version_page.html"

    processing: Processing
    version: ProcessingVersion
    sections: list[SheetSection]


@require_safe
def version_page(request: SchoolRequest, uai: str, number: int, version: int) -> HttpResponse:
    processing = one_sheet(request, number)
    rows = ProcessingVersion.objects.for_school(processing.school_id).select_related("validated_by")
    row: ProcessingVersion = get_or_404(rows, processing=processing, number=version)
    sections = reading.sections_of_version(row)
    return render(request, ProcessingVersionPage(processing=processing, version=row, sections=sections))


@dataclass(frozen=True, kw_only=True)
class ProcessingFormPage(FormPage):
    """`processing` is None as long as the sheet is not begun."""

    template = "privacy/processing_form.html"

    processing: Processing | None


@require_http_methods(FORM)
def processing_add(request: SchoolRequest, uai: str) -> HttpResponse:
    return _write(request, None)


@require_http_methods(FORM)
def processing_change(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return _write(request, one_sheet(request, number))


def _write(request: SchoolRequest, processing: Processing | None) -> HttpResponse:
    """Show the form of a sheet, one more when there is none, and save it with its parts."""
    school, stamp = request.member.school, on_day(request)
    form = ProcessingForm(request.POST or None, school=school, instance=processing)

    def save(values: dict[str, Any]) -> Processing:
        parts = {kind: parts_of(values.pop(kind.value)) for kind in ProcessingPartKind}
        return actions.write_processing(school, processing, values, parts, **stamp)

    return form_page(
        request,
        ProcessingFormPage(form=form, processing=processing),
        save,
        success="La fiche est enregistrée.",
        next_page=lambda written: address("privacy:processing_page", school.uai, written.number),
        require=lambda: require(policies.write_processing, request.actor, processing),
    )


@require_POST
def processing_validate(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    processing, head = one_sheet(request, number), reading.head_words(request.member.school)
    stamp = on_day_at_moment(request)
    return button_page(
        request,
        lambda: actions.validate_processing(processing, head=head, **stamp),
        success=lambda version: f"La version {version.number} est au registre.",
        next_page=address("privacy:processing_page", uai, number),
        show=lambda reasons: show_sheet(request, processing, reasons),
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
