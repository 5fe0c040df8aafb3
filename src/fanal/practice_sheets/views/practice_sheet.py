"""« Fiches pratiques »: find one, read it in a corridor, say whether it helped; write them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage, Page, Paged, render
from fanal.core.pages.panels import Panel, panels_of
from fanal.core.pages.search import holding, words_of
from fanal.core.text.markdown import to_html
from fanal.helpdesk.models import HelpRequest
from fanal.practice_sheets.actions import practice_sheet as actions
from fanal.practice_sheets.forms.practice_sheet import PracticeSheetForm
from fanal.practice_sheets.models import PracticeSheet
from fanal.practice_sheets.models.practice_sheet import PracticeSheetQuerySet
from fanal.practice_sheets.policies import practice_sheet as policies
from fanal.practice_sheets.reading.practice_sheet import sheets_for
from fanal.practice_sheets.rules.practice_sheet import Stage


@dataclass(frozen=True, kw_only=True)
class SheetList(Page):
    template = "practice_sheets/list.html"
    fragment = "results"

    page: Paged
    words: str
    school: School


@require_safe
def sheet_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_sheets, request.actor, None)
    words, school = request.GET.get("q", ""), request.member.school
    annotate_permissions([school], policies.write_sheets, to=request.actor)
    actions.begin_with_delivered(request.member, today=request.today)
    rows = PracticeSheet.objects.visible_to(request.member).order_by("-state", "title")
    if words_of(words):
        rows = holding(rows, words, "title", "words", "body")
    if policies.write_sheets(request.actor, None):
        rows = rows.with_counts()
    return render(request, SheetList(page=paginate(request, rows), words=words, school=school))


@dataclass(frozen=True, kw_only=True)
class SheetPage(Page):
    template = "practice_sheets/page.html"

    sheet: PracticeSheet
    panels: list[Panel]


@require_safe
def sheet_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    require(policies.read_sheets, request.actor, None)
    rows = PracticeSheet.objects.visible_to(request.member).select_related("author").with_counts()
    sheet = get_or_404(rows, number=number)
    annotate_permissions([sheet], policies.write_sheets, to=request.actor)
    return render(request, SheetPage(sheet=sheet, panels=panels_of(request.member, sheet)))


@dataclass(frozen=True, kw_only=True)
class SheetWriting(FormPage):
    """The page where a sheet is written; `sheet`: the one that is changed."""

    template = "practice_sheets/write.html"

    sheet: PracticeSheet | None = None

    @property
    def text(self) -> str:
        """What was typed so far, as colleagues will read it."""
        return to_html(str(self.form["body"].value() or ""))


@require_http_methods(FORM)
def sheet_write(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.write_sheets, request.actor, None)
    school, stamp = request.member.school, on_day(request)
    form = PracticeSheetForm(request.POST or None, school=school)

    def write(values: dict[str, Any]) -> PracticeSheet:
        del values["version"]
        return actions.write_sheet(school, values, is_published=_publishes(request), **stamp)

    return _sent(request, SheetWriting(form=form), write)


@require_http_methods(FORM)
def sheet_edit(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    require(policies.write_sheets, request.actor, None)
    sheet, stamp = _sheet(request, number), on_day(request)
    form = PracticeSheetForm(request.POST or None, school=request.member.school, instance=sheet)

    def edit(values: dict[str, Any]) -> PracticeSheet:
        form.begin_again_from(sheet.version)  # it is shown again only when it is refused
        version = values.pop("version") or 0
        return actions.edit_sheet(sheet, values, version=version, is_published=_publishes(request), **stamp)

    return _sent(request, SheetWriting(form=form, sheet=sheet), edit)


@dataclass(frozen=True, kw_only=True)
class SheetPreview(Page):
    template = "practice_sheets/preview.html"

    text: str


@require_POST
def sheet_preview(request: SchoolRequest, uai: str) -> HttpResponse:
    """What the text typed so far will look like."""
    require(policies.write_sheets, request.actor, None)
    return render(request, SheetPreview(text=to_html(request.POST.get("body", ""))))


@require_POST
def sheet_gesture(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """« Publier », « Retirer », « Relue aujourd’hui »."""
    sheet, do = _sheet(request, number), request.POST.get("do", "")
    if do == "review":
        actions.review_sheet(sheet, today=request.today, by=request.actor)
        messages.success(request, "C’est noté : cette fiche est relue aujourd’hui.")
    else:
        actions.show_sheet(sheet, do == "publish", by=request.actor)
        done = "publiée" if do == "publish" else "retirée : l’équipe seule la voit"
        messages.success(request, f"La fiche est {done}.")
    return redirect("practice_sheets:sheet_page", uai, number)


@require_POST
def sheet_opinion(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """« Cette fiche m’a aidé »: Oui, Non, or « C’est résolu, merci » instead of a request."""
    sheet, opinion = _sheet(request, number), request.POST.get("avis", "")
    is_instead = opinion == "resolu"
    actions.say_of_sheet(
        sheet,
        has_helped=opinion != "non",
        is_instead=is_instead,
        today=request.today,
        by=request.actor,
    )
    if is_instead:
        messages.success(request, "Tant mieux ! Aucune demande n’a été envoyée.")
        return redirect("web:home", uai)
    thanks = (
        "Merci, c’est noté." if opinion != "non" else "Merci, c’est noté. Demandez de l’aide : nous venons."
    )
    messages.success(request, thanks)
    return redirect("practice_sheets:sheet_page", uai, number)


@dataclass(frozen=True, kw_only=True)
class SheetChoices(Page):
    """The sheets that may be joined to an answer; `best`: those that fit the request."""

    template = "practice_sheets/choices.html"

    best: list[PracticeSheet]
    sheets: PracticeSheetQuerySet


@require_safe
def sheet_picker(request: SchoolRequest, uai: str) -> HttpResponse:
    """The sheets that may be joined to an answer, those that fit the request `?demande=` first."""
    require(policies.write_sheets, request.actor, None)
    rows = PracticeSheet.objects.for_school(request.member.school).for_everyone().order_by("title")
    number = request.GET.get("demande", "")
    help_request = None
    if number.isdecimal() and len(number) < 9:
        help_request = HelpRequest.objects.visible_to(request.member).filter(number=int(number)).first()
    best = sheets_for(request.member, help_request.text, help_request.kind) if help_request else []
    return render(request, SheetChoices(best=best, sheets=rows))


def _sheet(request: SchoolRequest, number: int) -> PracticeSheet:
    return get_or_404(PracticeSheet.objects.visible_to(request.member), number=number)


def _publishes(request: SchoolRequest) -> bool:
    return request.POST.get("state") == Stage.PUBLISHED


def _sent(
    request: SchoolRequest, page: SheetWriting, save: Callable[[dict[str, Any]], PracticeSheet]
) -> HttpResponse:
    """The page as it was sent: its text may be looked at before anything is kept."""
    uai = request.member.school.uai
    if "preview" in request.POST:
        return render(request, page, status=200)
    return form_page(
        request,
        page,
        save,
        success="La fiche est publiée." if _publishes(request) else "Le brouillon est enregistré.",
        next_page=lambda sheet: address("practice_sheets:sheet_page", uai, sheet.number),
    )
