"""Labels: where a scanned code leads, printing a sheet, the layouts of sheets."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models.roles import Role
from fanal.accounts.policies.rights import require, require_role
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.access import open_to
from fanal.core.documents.paper import typeset_whole
from fanal.core.documents.pdf import typeset
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, attached_pdf, get_or_404, refusal
from fanal.core.http.limits import is_over, one_more
from fanal.core.pages.form_page import SAVED, button_page, form_page
from fanal.core.pages.page import FormPage, Page, render
from fanal.core.text.words import is_id, numbers_of
from fanal.equipment.actions import labels as actions
from fanal.equipment.forms.labels import LabelLayoutForm, PrintForm, described_by
from fanal.equipment.models import Equipment, Label, LabelSheet, Room
from fanal.equipment.policies import equipment as policies
from fanal.equipment.reading.labels import (
    POSTER,
    TEMPLATE,
    LabelChoice,
    choices_of,
    numbers_created_by,
    poster_of,
    printed,
    school_of_label,
    sheets_of,
    things_to_label,
)
from fanal.equipment.rules.label_sheets import MOST, refused_print
from fanal.equipment.rules.labels import code_in

MISSES, HOUR = 30, 3600
TOO_MANY = (
    "Trop de codes inconnus ont été essayés avec votre compte. Réessayez dans une heure, ou cherchez "
    "l’équipement par son nom."
)


@open_to("anyone", because="étiquette scannée : mène à la connexion, puis à son établissement")
@require_safe
def label_followed(request: SchoolRequest, code: str) -> HttpResponse:
    """Lead whoever scans to the page of the label, in their own school. Any other code is not found."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    tries = f"label:{request.user.pk}"
    if is_over(tries, most=MISSES):
        return refusal(request, [TOO_MANY], status=429)
    school = school_of_label(request.user, code_in(code[:40]), request.today)
    if school is None:
        one_more(tries, most=MISSES, seconds=HOUR)
        raise Http404
    return redirect("equipment:label_page", school.uai, code_in(code))


@dataclass(frozen=True, kw_only=True)
class LabelPage(Page):
    """`is_seen`: whoever scanned it may read its record."""

    template = "equipment/label_page.html"

    label: Label
    thing: Equipment | Room
    room: Room | None
    is_seen: bool
    choices: list[LabelChoice]


@require_safe
def label_page(request: SchoolRequest, uai: str, code: str) -> HttpResponse:
    """For whoever stands before it: report a problem, read its record, or what other apps offer."""
    member = request.member
    if not (member.person or member.has(Role.TECHNICIAN)):
        raise Http404
    rows = Label.objects.for_school(member.school).select_related(
        "equipment__room", "equipment__type", "room"
    )
    label = get_or_404(rows, code=code_in(code))
    is_seen = label.room_id or Equipment.objects.visible_to(member).filter(pk=label.equipment_id).exists()
    page = LabelPage(
        label=label,
        thing=label.equipment or label.room,
        room=label.room or label.equipment.room,
        is_seen=bool(is_seen),
        choices=choices_of(member, label),
    )
    return render(request, page)


def _asked(request: SchoolRequest) -> tuple[list[int], Room | None]:
    """The numbers, the import that made them, or the room, that the address or the form names."""
    parameters = request.POST if request.method == "POST" else request.GET
    numbers = numbers_of(parameters.getlist("n")[: MOST + 1])
    if (imported := parameters.get("import", "")) and is_id(imported):
        numbers += numbers_created_by(request.member, int(imported), most=MOST + 1)
    room = parameters.get("salle", "")
    if not is_id(room):
        return numbers, None
    return numbers, get_or_404(Room.objects.visible_to(request.member), pk=room)


@dataclass(frozen=True, kw_only=True)
class LabelPrintPage(FormPage):
    """`own`: the layouts that the school wrote itself."""

    template = "equipment/label_print.html"

    things: list[Equipment | Room]
    room: Room | None
    own: list[LabelSheet]


@require_http_methods(FORM)
def label_print(request: SchoolRequest, uai: str) -> HttpResponse:
    """Choose a sheet; the file is made at once: two hundred labels take less than a second."""
    require(policies.print_labels, request.actor, None)
    numbers, room = _asked(request)
    sheets = sheets_of(request.member.school)
    form = PrintForm(request.POST or None, sheets=sheets, room=room is not None)
    reasons: list[str] = []
    if form.is_valid():
        things = things_to_label(
            request.member, numbers, room, with_room=form.cleaned_data.get("with_room", False)
        )
        sheet, first = sheets[form.cleaned_data["sheet"]], form.cleaned_data["first"]
        if not (reasons := refused_print(len(things), sheet, first)):
            return _file(request, things, sheet, first=first, outlined=form.cleaned_data["outlined"])
    things = things_to_label(request.member, numbers, room, with_room=False)
    own = list(LabelSheet.objects.for_school(request.member.school).order_by("name"))
    return render(request, LabelPrintPage(form=form, reasons=reasons, things=things, room=room, own=own))


def _file(
    request: SchoolRequest, things: list[Any], sheet: Any, *, first: int, outlined: bool
) -> HttpResponse:
    school = request.member.school
    codes = actions.give_labels(things, school=school, by=request.actor)
    url = f"{settings.PUBLIC_URL}/q/"
    data = printed(codes, sheet, school=school, url=url, first=first, outlined=outlined)
    return attached_pdf(typeset(TEMPLATE, data), f"etiquettes-{school.uai}")


@require_safe
def poster_file(request: SchoolRequest, uai: str) -> HttpResponse:
    """The poster of the staff room: its code leads to « Demander de l’aide », after the sign-in."""
    require(policies.print_labels, request.actor, None)
    ask_url = f"{settings.PUBLIC_URL}{address('helpdesk:request_ask', uai)}"
    data = poster_of(request.member.school, ask_url, request.today)
    return attached_pdf(typeset_whole(POSTER, data), f"affiche-{uai}")


@dataclass(frozen=True, kw_only=True)
class LabelSheetPage(FormPage):
    """The form of a layout; `sheet`: the one that is there already."""

    template = "equipment/sheet_form.html"

    title: str
    sheet: LabelSheet | None = None


@require_http_methods(FORM)
def sheet_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school, form = request.member.school, LabelLayoutForm(request.POST or None)
    page = LabelSheetPage(form=form, title="Ajouter un format d’étiquettes")
    return _save_sheet(request, page, lambda _: actions.add_sheet(school, by=request.actor, **form.values()))


@require_http_methods(FORM)
def sheet_change(request: SchoolRequest, uai: str, layout: int) -> HttpResponse:
    require_role(policies.print_labels, request.actor)
    sheet = get_or_404(LabelSheet.objects.for_school(request.member.school), pk=layout)
    form = LabelLayoutForm(request.POST or None, initial=described_by(sheet))
    page = LabelSheetPage(form=form, title=f"Modifier le format « {sheet} »", sheet=sheet)
    return _save_sheet(
        request, page, lambda _: actions.change_sheet(sheet, by=request.actor, **form.values())
    )


def _save_sheet(
    request: SchoolRequest, page: LabelSheetPage, save: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    return form_page(
        request,
        page,
        save,
        success=SAVED,
        next_page=address("equipment:label_print", request.member.school.uai),
        require=lambda: require(policies.print_labels, request.actor, None),
    )


@require_POST
def sheet_remove(request: SchoolRequest, uai: str, layout: int) -> HttpResponse:
    require_role(policies.print_labels, request.actor)
    rows = LabelSheet.objects.for_school(request.member.school)
    return button_page(
        request,
        lambda: actions.remove_sheet(get_or_404(rows, pk=layout), by=request.actor),
        success="Le format est retiré.",
        next_page=address("equipment:label_print", uai),
    )
