"""Importing people and classes on three screens. Nothing is written in the directory before the last."""

from contextlib import closing, nullcontext
from dataclasses import dataclass
from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import FileRequest, SchoolRequest, at_moment, file_content_of, on_day
from fanal.accounts.views.access import reads_first
from fanal.accounts.views.imports import ImportColumnsPage, ImportPages, ImportStartPage
from fanal.core.files.uploads import content_of, file_of, name_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.shown import columns_of, latest_imports
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, Paged, render
from fanal.core.sheets import Table
from fanal.directory.policies import directory as policies
from fanal.file_readings.views.long_files import read_later
from fanal.people_files.actions import doubts, tables
from fanal.people_files.actions import imports as actions
from fanal.people_files.actions.any_file import deposit_any_file, page_after_deposit
from fanal.people_files.formats.any_file import read_any_file
from fanal.people_files.formats.read_file import ReadFile
from fanal.people_files.reading.doubts import DoubtQuestion, in_doubt, questions_of
from fanal.people_files.reading.imports import (
    EFFECTS,
    STEPS,
    TABLE_STEPS,
    BroughtFile,
    PreviewLine,
    aside_words,
    effect_chips,
    effects_of,
    files_of,
    is_table,
    lines_of,
    steps_of,
)
from fanal.people_files.rules.table_fields import FIELDS

PER_PAGE = 50
NO_FILE = "Choisissez le fichier à déposer : un export, ou l’archive qui en contient plusieurs."


PAGES = ImportPages(
    app="people_files",
    kind=actions.KIND,
    may=policies.import_people,
    fields=FIELDS,
    steps=TABLE_STEPS,
    title="Importer élèves et personnels",
    name="Importer",
    above=("Élèves", "directory:pupil_list"),
)


@dataclass(frozen=True, kw_only=True)
class PeopleImportStartPage(ImportStartPage):
    template = "people_files/import_start.html"

    steps: list[str]


def read_file(request: FileRequest) -> ReadFile | Table:
    file = file_of(request, missing=NO_FILE)
    return read_any_file(content_of(file), name_of(file))


@read_later(actions.KIND)
@reads_first(read_file, may=policies.import_people)
@require_http_methods(FORM)
def import_start(request: FileRequest, uai: str) -> HttpResponse:
    require(policies.import_people, request.actor, None)
    show = partial(_start_page, request)
    if request.method != "POST":
        return show([])
    file = request.file_content
    with closing(file) if isinstance(file, ReadFile) else nullcontext():
        deposit = partial(_deposit, request)
        return button_page(request, deposit, success="", next_page=page_after_deposit, show=show)


def _start_page(request: SchoolRequest, reasons: list[str]) -> HttpResponse:
    latest = latest_imports(request.member.school, actions.KIND)
    page = PeopleImportStartPage(
        pages=PAGES, steps=STEPS, reasons=reasons, latest=latest, overtaken=actions.overtaken(latest)
    )
    return render(request, page)


def _deposit(request: FileRequest) -> Import:
    content, name = file_content_of(request), name_of(file_of(request, missing=NO_FILE))
    return deposit_any_file(
        request.member.school, content, name=name, today=request.today, **at_moment(request)
    )


@dataclass(frozen=True, kw_only=True)
class PeopleImportColumnsPage(ImportColumnsPage):
    """`kind`: of whom the table speaks; `is_complete`: whoever is not in it has left."""

    template = "people_files/import_columns.html"

    kind: str
    is_complete: bool


@require_http_methods(FORM)
def import_columns(request: SchoolRequest, uai: str, brought: int) -> HttpResponse:
    imported, page = PAGES.import_or_404(request, brought), address("people_files:import_page", uai, brought)
    if imported.applied_at or not is_table(imported):
        return redirect(page)
    show = partial(_columns_page, request, imported)
    if request.method != "POST":
        return show([])
    return button_page(request, partial(_choose, request, imported), success="", next_page=page, show=show)


def _columns_page(request: SchoolRequest, imported: Import, reasons: list[str]) -> HttpResponse:
    page = PeopleImportColumnsPage(
        pages=PAGES,
        imported=imported,
        reasons=reasons,
        columns=columns_of(imported),
        columns_title="Contenu des colonnes",
        button="Voir ce qui changerait",
        kind=request.POST.get("kind") or imported.creations.get("kind", ""),
        is_complete=imported.creations.get("is_complete", False),
    )
    return render(request, page)


def _choose(request: SchoolRequest, imported: Import) -> None:
    imported.columns = [request.POST.get(f"column-{rank}", "") for rank in range(len(imported.headers))]
    kind, is_complete = request.POST.get("kind", ""), request.POST.get("complete") == "yes"
    columns = imported.columns
    tables.choose_columns(imported, columns, kind=kind, is_complete=is_complete, **on_day(request))


@dataclass(frozen=True, kw_only=True)
class PeopleImportPage(Page):
    """The preview; `written`: how many cards change, `question`: what is asked before so many leave."""

    template = "people_files/import_page.html"
    fragment = "results"

    pages: ImportPages
    imported: Import
    steps: list[str]
    step: int
    is_table: bool
    page: Paged
    effects: list[PreviewLine]
    doubts: list[PreviewLine]
    questions: list[DoubtQuestion]
    chips: list[FilterChip]
    files: list[BroughtFile]
    aside: list[str]
    written: int
    is_overtaken: bool
    question: str
    reasons: list[str]


@require_safe
def import_page(request: SchoolRequest, uai: str, brought: int) -> HttpResponse:
    """The preview of the effects, doubts first; once applied, what was done."""
    imported = PAGES.import_or_404(request, brought)
    if imported.stage == Import.Stage.DEPOSITED:
        return redirect("people_files:import_columns", uai, brought)
    return _show(request, imported, [])


def _show(request: SchoolRequest, imported: Import, reasons: list[str]) -> HttpResponse:
    effect = request.GET.get("effet", "")
    lines = lines_of(imported)
    lines_of_page = paginate(request, lines.filter(effect=effect) if effect in EFFECTS else lines, PER_PAGE)
    is_done, steps = imported.applied_at is not None, steps_of(imported)
    recognised = imported.creations.get("recognised", 0)
    page = PeopleImportPage(
        pages=PAGES,
        imported=imported,
        steps=steps,
        step=len(steps) + 1 if is_done else len(steps) - 1,
        is_table=is_table(imported),
        page=lines_of_page,
        effects=effects_of(list(lines_of_page), imported),
        doubts=effects_of([] if is_done else list(in_doubt(lines)[:PER_PAGE]), imported),
        questions=[] if is_done else questions_of(imported, lines),
        chips=effect_chips(imported, effect),
        files=files_of(imported),
        aside=aside_words(imported),
        written=imported.created + imported.changed + imported.gone + recognised,
        is_overtaken=not is_done and actions.was_overtaken(imported),
        question="" if is_done else actions.departures_question(imported),
        reasons=reasons,
    )
    return render(request, page)


@require_POST
def import_decide(request: SchoolRequest, uai: str, brought: int, doubt: int) -> HttpResponse:
    imported = PAGES.import_or_404(request, brought)
    lines = ImportLine.objects.for_school(imported.school_id).filter(imported=imported)
    line, choice = get_or_404(lines, pk=doubt), request.POST.get("choice", "")
    decide = partial(doubts.decide_doubt, imported, line, choice, by=request.actor)
    return PAGES.press(request, imported, decide, success="", show=_show)


@require_POST
def import_decide_all(request: SchoolRequest, uai: str, brought: int) -> HttpResponse:
    """One press for all the newcomers of one question."""
    imported = PAGES.import_or_404(request, brought)
    answer = [request.POST.get(name, "") for name in ("kind", "question", "choice")]
    decide = partial(doubts.decide_doubts, imported, *answer, by=request.actor)
    return PAGES.press(request, imported, decide, success="", show=_show)


@require_POST
def import_apply(request: SchoolRequest, uai: str, brought: int) -> HttpResponse:
    imported = PAGES.import_or_404(request, brought)
    if imported.stage == Import.Stage.DEPOSITED:  # its columns are not chosen: there is no plan to apply
        return redirect("people_files:import_columns", uai, brought)
    apply = partial(
        actions.apply_people,
        imported,
        root=request.POST.get("shown", ""),
        are_departures_true=request.POST.get("departures") == "true",
        today=request.today,
        now=timezone.now(),
        by=request.actor,
    )
    return PAGES.press(request, imported, apply, success="L’import est appliqué.", show=_show)
