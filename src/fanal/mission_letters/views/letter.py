"""« Lettre »: the letters of a year, one of them and its versions, and each button about it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.head import head_of
from fanal.accounts.reading.requests import SchoolRequest
from fanal.agenda.rules.years import letter_years
from fanal.agenda.views.years import year_chips, year_read
from fanal.allowances.policies import allowance as allowance_policies
from fanal.core.documents.paper import typeset_whole
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, attached_pdf, found_or_404, get_or_404, paginate
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, Paged, render
from fanal.mission_letters.actions import letter as actions
from fanal.mission_letters.forms.letter import SignatureForm
from fanal.mission_letters.models import MissionLetter
from fanal.mission_letters.policies import letter as letter_policies
from fanal.mission_letters.reading import letter as reading
from fanal.mission_letters.rules.letter import OPTIONAL
from fanal.year.rules.years import SchoolYear, year_of

WITH = ("mission", "person", "school")

DOCUMENT = Path(__file__).parents[1] / "documents" / "letter.typ"


def one_letter(request: SchoolRequest, number: int, version: int | None = None) -> MissionLetter:
    """This version, or the latest; for whoever is not of it there is nothing here."""
    rows = MissionLetter.objects.visible_to(request.member).filter(number=number).select_related(*WITH)
    if version is not None:
        letter: MissionLetter = get_or_404(rows, version=version)
        return letter
    latest: MissionLetter = found_or_404(rows.order_by("-version").first())
    return latest


def page_address(letter: MissionLetter, uai: str) -> str:
    return address("letters:letter_page", uai, letter.number)


@dataclass(frozen=True, kw_only=True)
class LetterList(Page):
    """`may_start`: whether a letter of this year may be begun by whoever reads."""

    template = "mission_letters/letter_list.html"

    page: Paged
    year: SchoolYear
    chips: list[FilterChip]
    may_start: bool
    school: School
    optional: str = OPTIONAL


@require_safe
def letter_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(letter_policies.read_letters, request.actor, None)
    member, offered = request.member, letter_years(request.today)
    year = year_read(request, offered)
    page = paginate(request, reading.letters_of(member, year.label))
    for letter in page:
        letter.tone = reading.tone_of(letter)
    annotate_permissions([member.school], allowance_policies.read_allowances, to=request.actor)
    letter_list_page = LetterList(
        page=page,
        year=year,
        chips=year_chips(request, "letters:letter_list", year.label, offered),
        may_start=letter_policies.start_letter(request.actor, None) and year >= year_of(request.today),
        school=member.school,
    )
    return render(request, letter_list_page)


@require_safe
def letter_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return show(request, one_letter(request, number), [])


@require_safe
def letter_version(request: SchoolRequest, uai: str, number: int, version: int) -> HttpResponse:
    return show(request, one_letter(request, number, version), [])


def show(request: SchoolRequest, letter: MissionLetter, reasons: list[str]) -> HttpResponse:
    return render(request, reading.page_of(letter, request.actor, reasons))


@require_safe
def letter_file(request: SchoolRequest, uai: str, number: int, version: int) -> HttpResponse:
    letter, school = one_letter(request, number, version), request.member.school
    paper = reading.paper_of(letter, school, head_of(school, request.today))
    return attached_pdf(typeset_whole(DOCUMENT, paper), f"lettre-{number}-v{version}-{uai}")


def _pressed(
    request: SchoolRequest, number: int, act: Callable[[MissionLetter], Any], done: str
) -> HttpResponse:
    letter = one_letter(request, number)
    return button_page(
        request,
        lambda: act(letter),
        success=done,
        next_page=page_address(letter, request.member.school.uai),
        show=lambda reasons: show(request, letter, reasons),
    )


@require_POST
def letter_share(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    def share(letter: MissionLetter) -> None:
        actions.share_letter(letter, by=request.actor)

    return _pressed(
        request, number, share, "L’accord est demandé : la lettre attend la réponse de la personne."
    )


@require_POST
def letter_agree(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    typed = request.POST.get("revision", "")
    revision = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0

    def agree(letter: MissionLetter) -> None:
        actions.agree_to_letter(letter, revision, today=request.today, by=request.actor)

    return _pressed(request, number, agree, "Votre accord est enregistré. La signature se fait sur papier.")


@require_POST
def letter_take_back(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    def take_back(letter: MissionLetter) -> None:
        actions.take_back_letter(letter, by=request.actor)

    return _pressed(request, number, take_back, "Votre accord est repris : la lettre peut être modifiée.")


@require_POST
def letter_amend(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    def amend(letter: MissionLetter) -> None:
        actions.amend_letter(letter, by=request.actor)

    return _pressed(
        request, number, amend, "L’avenant est prêt à être modifié. L’ancienne version vaut d’ici là."
    )


@require_POST
def letter_close(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    def close(letter: MissionLetter) -> None:
        actions.close_letter(letter, by=request.actor)

    return _pressed(request, number, close, "La lettre est close.")


@require_POST
def letter_discard(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    letter = one_letter(request, number)
    before = address("letters:letter_list", uai) if letter.version == 1 else page_address(letter, uai)
    return button_page(
        request,
        lambda: actions.discard_letter(letter, by=request.actor),
        success="Cette version est supprimée.",
        next_page=before,
        show=lambda reasons: show(request, letter, reasons),
    )


@dataclass(frozen=True, kw_only=True)
class LetterSignPage(FormPage):
    template = "mission_letters/letter_sign.html"

    letter: MissionLetter


@require_http_methods(FORM)
def letter_sign(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    letter = one_letter(request, number)
    require(letter_policies.note_signature, request.actor, letter)
    form = SignatureForm(request.POST or None, initial={"signed_on": request.today})
    return form_page(
        request,
        LetterSignPage(form=form, letter=letter),
        lambda values: actions.note_signature(
            letter, values["signed_on"], today=request.today, by=request.actor
        ),
        success="La signature sur papier est notée. Vous pouvez joindre la lettre signée.",
        next_page=page_address(letter, uai),
    )
