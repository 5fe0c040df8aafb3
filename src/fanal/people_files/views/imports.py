"""Importing people and classes on three screens. Nothing is written in the directory before the last."""

from contextlib import closing, nullcontext
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import FileRequest, SchoolRequest, at_moment, given_by, on_day
from fanal.accounts.views.access import reads_first
from fanal.accounts.views.imports import ImportPages
from fanal.core.addresses import address
from fanal.core.form_page import button_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.shown import columns_of, latest_imports
from fanal.core.sheets import Table
from fanal.core.uploads import content_of, file_of, name_of
from fanal.directory.policies import directory as policies
from fanal.people_files.actions import doubts, own_tables, tables
from fanal.people_files.actions import imports as actions
from fanal.people_files.formats.brought import read_brought
from fanal.people_files.formats.given import ReadFile
from fanal.people_files.reading.doubts import in_doubt, questions_of
from fanal.people_files.reading.imports import (
    EFFECTS,
    STEPS,
    TABLE_STEPS,
    aside_words,
    effect_chips,
    effects_of,
    files_of,
    is_table,
    lines_of,
    progress_of,
)
from fanal.people_files.rules.own_tables import own_table
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


def read_file(request: FileRequest) -> ReadFile | Table:
    file = file_of(request, missing=NO_FILE)
    return read_brought(content_of(file), name_of(file))


@reads_first(read_file, may=policies.import_people)
@require_http_methods(FORM)
def import_start(request: FileRequest, uai: str) -> HttpResponse:
    require(policies.import_people, request.actor, None)
    show = partial(_start_page, request)
    if request.method != "POST":
        return show([])
    given = request.given
    with closing(given) if isinstance(given, ReadFile) else nullcontext():
        deposit = partial(_deposit, request)
        return button_page(request, deposit, success="", next_page=partial(_after_deposit, uai), show=show)


def _start_page(request: SchoolRequest, reasons: list[str]) -> HttpResponse:
    latest = latest_imports(request.member.school, actions.KIND)
    context = {"pages": PAGES, "steps": STEPS, "reasons": reasons, "latest": latest}
    context["overtaken"] = actions.overtaken(latest)
    return render_page(request, "people_files/import_start.html", context)


def _deposit(request: FileRequest) -> Import:
    school, given, now = request.member.school, given_by(request), at_moment(request)
    if isinstance(given, ReadFile):
        return actions.deposit_people(school, given, today=request.today, **now)
    name = name_of(file_of(request, missing=NO_FILE))
    if own_table(given.headers):
        return own_tables.deposit_own_table(school, given, name=name, today=request.today, **now)
    return tables.deposit_table(school, given, name=name, **now)


def _after_deposit(uai: str, made: Import) -> str:
    page = "import_columns" if made.stage == Import.Stage.DEPOSITED else "import_page"
    return address(f"people_files:{page}", uai, made.number)


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
    context = {
        "pages": PAGES,
        "imported": imported,
        "reasons": reasons,
        "columns": columns_of(imported),
        "columns_title": "Contenu des colonnes",
        "button": "Voir ce qui changerait",
        "kind": request.POST.get("kind") or imported.creations.get("kind", ""),
        "is_complete": imported.creations.get("is_complete", False),
    }
    return render_page(request, "people_files/import_columns.html", context)


def _choose(request: SchoolRequest, imported: Import) -> None:
    imported.columns = [request.POST.get(f"column-{rank}", "") for rank in range(len(imported.headers))]
    kind, is_complete = request.POST.get("kind", ""), request.POST.get("complete") == "yes"
    stamp: dict[str, Any] = on_day(request)
    tables.choose_columns(imported, imported.columns, kind=kind, is_complete=is_complete, **stamp)


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
    page = paginate(request, lines.filter(effect=effect) if effect in EFFECTS else lines, PER_PAGE)
    context = {
        "pages": PAGES,
        "imported": imported,
        **progress_of(imported),
        "page": page,
        "effects": effects_of(list(page), imported),
        "doubts": effects_of([] if imported.applied_at else list(in_doubt(lines)[:PER_PAGE]), imported),
        "questions": [] if imported.applied_at else questions_of(imported, lines),
        "chips": effect_chips(imported, effect),
        "files": files_of(imported),
        "aside": aside_words(imported),
        "written": imported.created
        + imported.changed
        + imported.gone
        + imported.creations.get("recognised", 0),
        "is_overtaken": not imported.applied_at and actions.was_overtaken(imported),
        "question": "" if imported.applied_at else actions.departures_question(imported),
        "reasons": reasons,
    }
    status = 422 if reasons else 200
    return render_page(request, "people_files/import_page.html", context, fragment="results", status=status)


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
    chosen = [request.POST.get(name, "") for name in ("kind", "question", "choice")]
    decide = partial(doubts.decide_doubts, imported, *chosen, by=request.actor)
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
