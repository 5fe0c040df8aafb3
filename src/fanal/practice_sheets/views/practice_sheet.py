"""« Fiches pratiques »: find one, read it in a corridor, say whether it helped; write them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.addresses import address
from fanal.core.form_page import form_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.core.markdown import to_html
from fanal.core.panels import panels_of
from fanal.core.search import holding, words_of
from fanal.helpdesk.models import HelpRequest
from fanal.practice_sheets.actions import practice_sheet as actions
from fanal.practice_sheets.forms.practice_sheet import PracticeSheetForm
from fanal.practice_sheets.models import PracticeSheet
from fanal.practice_sheets.policies import practice_sheet as policies
from fanal.practice_sheets.reading.practice_sheet import sheets_for
from fanal.practice_sheets.rules.practice_sheet import Stage

WRITE = "practice_sheets/write.html"


@require_safe
def sheet_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_sheets, request.actor, None)
    typed, may_write = request.GET.get("q", ""), policies.write_sheets(request.actor, None)
    actions.begin_with_delivered(request.member, today=request.today)
    rows = PracticeSheet.objects.visible_to(request.member).order_by("-state", "title")
    if words_of(typed):
        rows = holding(rows, typed, "title", "words", "body")
    page = paginate(request, rows.with_counts() if may_write else rows)
    context = {"page": page, "may_write": may_write, "typed": typed}
    return render_page(request, "practice_sheets/list.html", context, fragment="results")


@require_safe
def sheet_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    require(policies.read_sheets, request.actor, None)
    rows = PracticeSheet.objects.visible_to(request.member).select_related("author").with_counts()
    sheet = get_or_404(rows, number=number)
    context = {
        "sheet": sheet,
        "text": sheet.html,
        "may_write": policies.write_sheets(request.actor, sheet),
        "panels": panels_of(request.member, sheet),
    }
    return render_page(request, "practice_sheets/page.html", context)


@require_http_methods(FORM)
def sheet_write(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.write_sheets, request.actor, None)
    school, now = request.member.school, on_day(request)
    form = PracticeSheetForm(request.POST or None, school=school)

    def write(values: dict[str, Any]) -> PracticeSheet:
        del values["version"]
        return actions.write_sheet(school, values, is_published=_publishes(request), **now)

    return _sheet_form(request, form, write)


@require_http_methods(FORM)
def sheet_edit(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    require(policies.write_sheets, request.actor, None)
    sheet, now = _sheet_or_404(request, number), on_day(request)
    form = PracticeSheetForm(request.POST or None, school=request.member.school, instance=sheet)

    def edit(values: dict[str, Any]) -> PracticeSheet:
        form.begin_again_from(sheet.version)  # it is shown again only when it is refused
        version = values.pop("version") or 0
        return actions.edit_sheet(sheet, values, version=version, is_published=_publishes(request), **now)

    return _sheet_form(request, form, edit, sheet=sheet)


@require_POST
def sheet_preview(request: SchoolRequest, uai: str) -> HttpResponse:
    """What the text typed so far will look like."""
    require(policies.write_sheets, request.actor, None)
    return render_page(request, f"{WRITE}#preview", {"text": to_html(request.POST.get("body", ""))})


@require_POST
def sheet_gesture(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """« Publier », « Retirer », « Relue aujourd’hui »."""
    sheet, do = _sheet_or_404(request, number), request.POST.get("do", "")
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
    sheet, said = _sheet_or_404(request, number), request.POST.get("avis", "")
    is_instead = said == "resolu"
    actions.say_of_sheet(
        sheet,
        has_helped=said != "non",
        is_instead=is_instead,
        today=request.today,
        by=request.actor,
    )
    if is_instead:
        messages.success(request, "Tant mieux ! Aucune demande n’a été envoyée.")
        return redirect("web:home", uai)
    thanks = "Merci, c’est noté." if said != "non" else "Merci, c’est noté. Demandez de l’aide : nous venons."
    messages.success(request, thanks)
    return redirect("practice_sheets:sheet_page", uai, number)


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
    return render_page(request, "practice_sheets/picker.html#choices", {"best": best, "sheets": rows})


def _sheet_or_404(request: SchoolRequest, number: int) -> PracticeSheet:
    return get_or_404(PracticeSheet.objects.visible_to(request.member), number=number)


def _publishes(request: SchoolRequest) -> bool:
    return request.POST.get("state") == Stage.PUBLISHED


def _sheet_form(
    request: SchoolRequest,
    form: PracticeSheetForm,
    save: Callable[[dict[str, Any]], PracticeSheet],
    **more: PracticeSheet,
) -> HttpResponse:
    """The page where a sheet is written; its text may be looked at before anything is kept."""
    uai = request.member.school.uai

    def context() -> dict[str, Any]:
        return {"form": form, "text": to_html(str(form["body"].value() or "")), **more}

    if "preview" in request.POST:
        return render_page(request, WRITE, context())
    return form_page(
        request,
        form,
        save,
        template=WRITE,
        success="La fiche est publiée." if _publishes(request) else "Le brouillon est enregistré.",
        next_page=lambda sheet: address("practice_sheets:sheet_page", uai, sheet.number),
        context=context,
    )
