"""« Modifier les fiches »: what is written on several records is filled, shown, then pressed."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.http.answers import FORM, UNPROCESSABLE, already_submitted
from fanal.core.pages.page import Page, render
from fanal.core.text.french import counted
from fanal.core.text.words import numbers_of
from fanal.equipment.actions import bulk_record as actions
from fanal.equipment.actions.bulk import BulkOutcome, checked_numbers
from fanal.equipment.forms.bulk_record import BulkRecordForm
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.bulk_record import BulkRecordPlan, ChangedField, changed_fields
from fanal.equipment.views.chosen import after_several, list_address

PREVIEW, WRITE, AGAIN = "apercu", "ecrire", "reprendre"


def blank_form(request: SchoolRequest, numbers: list[int]) -> HttpResponse:
    """The page where one says what to write on these records. RuleBroken of none, or of too many."""
    checked_numbers(numbers)
    form = BulkRecordForm(None, school=request.member.school, today=request.today, prefix="r")
    return _show_form(request, form, numbers)


@require_http_methods(FORM)
def bulk_record(request: SchoolRequest, uai: str) -> HttpResponse:
    """The form that was filled, what it changes, or the change itself; Back leads to the list."""
    require(policies.change_several, request.actor, None)
    if request.method != "POST":
        return redirect("equipment:equipment_list", uai)
    step = request.POST.get("step", PREVIEW)
    if step == WRITE and (before := already_submitted(request)):
        return redirect(before)
    numbers = numbers_of(request.POST.get("numbers", "").split())
    form = BulkRecordForm(request.POST, school=request.member.school, today=request.today, prefix="r")
    if not form.is_valid() or step == AGAIN:
        return _show_form(request, form, numbers)
    if step != WRITE:
        return _show_preview(request, form, numbers, [])
    try:
        outcome = _write(request, form, numbers)
    except actions.AnotherPlan as refusal:
        return _show_preview(request, form, numbers, refusal.reasons)
    return after_several(request, outcome, counted(outcome.done, "fiche modifiée", "fiches modifiées"))


def _write(request: SchoolRequest, form: BulkRecordForm, numbers: list[int]) -> BulkOutcome:
    seen, school = request.POST.get("seen", ""), request.member.school
    return actions.correct_several(numbers, form.written(), seen=seen, school=school, **on_day(request))


@dataclass(frozen=True, kw_only=True)
class BulkRecordFormPage(Page):
    """`numbers`: of the records chosen; `retour`: the filter of the list, where `back` leads."""

    template = "equipment/bulk_record_form.html"

    form: BulkRecordForm
    count: int
    numbers: str
    retour: str
    back: str


def _show_form(request: SchoolRequest, form: BulkRecordForm, numbers: list[int]) -> HttpResponse:
    page = BulkRecordFormPage(
        form=form,
        count=len(numbers),
        numbers=" ".join(map(str, numbers)),
        retour=request.POST.get("retour", ""),
        back=list_address(request),
    )
    return render(request, page, status=UNPROCESSABLE if form.errors else 200)


@dataclass(frozen=True, kw_only=True)
class BulkRecordPreviewPage(Page):
    """`sent`: the fields that were filled, sent again by the press that writes."""

    template = "equipment/bulk_record.html"

    plan: BulkRecordPlan
    fields: list[ChangedField]
    sent: list[tuple[str, str]]
    numbers: str
    retour: str
    back: str
    reasons: list[str]


def _show_preview(
    request: SchoolRequest, form: BulkRecordForm, numbers: list[int], reasons: list[str]
) -> HttpResponse:
    school, values = request.member.school, form.written()
    plan = actions.plan_several(numbers, values, school=school, **on_day(request))
    page = BulkRecordPreviewPage(
        plan=plan,
        fields=changed_fields(plan, values, school),
        sent=[(field.html_name, field.data) for field in form if field.data],
        numbers=" ".join(map(str, numbers)),
        retour=request.POST.get("retour", ""),
        back=list_address(request),
        reasons=reasons,
    )
    return render(request, page)
