"""Importing equipment on four screens. Nothing is written in the inventory before the last."""

import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions
from fanal.accounts.reading.requests import FileRequest, SchoolRequest, on_day
from fanal.accounts.views.access import reads_first
from fanal.accounts.views.imports import ImportColumnsPage, ImportPages, ImportStartPage
from fanal.core.files.uploads import table_or_pasted
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, paginate
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.shown import skipped_lines
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, Paged, render
from fanal.core.sheets.write import write_csv
from fanal.equipment.policies import equipment as policies
from fanal.equipment_import.actions import imports as actions
from fanal.equipment_import.actions.undo import undo_import
from fanal.equipment_import.reading.imports import (
    EquipmentPreviewLine,
    NewRoom,
    effect_chips,
    effects_of,
    new_rooms,
)
from fanal.equipment_import.reading.words import WordColumn, is_anything_undecided, words_to_match
from fanal.equipment_import.rules.fields import FIELDS
from fanal.equipment_import.rules.values import LEFT_OUT, MAPPED
from fanal.file_readings.views.long_files import read_later

PER_PAGE = 50
NO_TABLE = "Choisissez un fichier ou collez un tableau, avec ses en-têtes sur la première ligne."

PAGES = ImportPages(
    app="equipment_import",
    kind=actions.KIND,
    may=policies.import_equipment,
    fields=FIELDS,
    steps=["Déposer", "Vérifier colonnes et mots", "Aperçu des effets", "Importer"],
    title="Importer des équipements",
    name="Importer",
    above=("Équipements", "equipment:equipment_list"),
)


@dataclass(frozen=True, kw_only=True)
class EquipmentImportStartPage(ImportStartPage):
    template = "equipment_import/import_start.html"


@dataclass(frozen=True, kw_only=True)
class EquipmentImportColumnsPage(ImportColumnsPage):
    template = "equipment_import/import_columns.html"


@read_later(actions.KIND)
@reads_first(partial(table_or_pasted, missing=NO_TABLE), may=policies.import_equipment)
@require_http_methods(FORM)
def import_start(request: FileRequest, uai: str) -> HttpResponse:
    return PAGES.start_page(request, actions.deposit_equipment, EquipmentImportStartPage)


@require_http_methods(FORM)
def import_columns(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    gives_numbers = request.POST.get("numbers") == actions.EACH_LINE
    choose = partial(actions.choose_columns, gives_numbers=gives_numbers, **on_day(request))
    return PAGES.columns_page(request, number, choose, _after_columns, EquipmentImportColumnsPage)


def _after_columns(planned: Import) -> str:
    undecided = is_anything_undecided(words_to_match(planned), planned)
    return PAGES.page_of(planned, "import_words" if undecided else "import_page")


@dataclass(frozen=True, kw_only=True)
class ImportWordsPage(Page):
    template = "equipment_import/import_words.html"

    pages: ImportPages
    imported: Import
    columns: list[WordColumn]
    left_out: str


@require_http_methods(FORM)
def import_words(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """Which of our words stands for each word of the file that the school does not know."""
    imported = PAGES.import_or_404(request, number)
    if imported.stage != Import.Stage.PLANNED:
        return redirect("equipment_import:import_page", uai, number)
    columns = words_to_match(imported)
    if request.method == "POST" or not columns:
        meanings = {
            column.code: {word.word: request.POST.get(word.field, "") for word in column.words}
            for column in columns
        }
        return button_page(
            request,
            lambda: actions.choose_words(imported, meanings, today=request.today, by=request.actor),
            success="",
            next_page=address("equipment_import:import_page", uai, number),
        )
    page = ImportWordsPage(pages=PAGES, imported=imported, columns=columns, left_out=LEFT_OUT)
    return render(request, page)


@dataclass(frozen=True, kw_only=True)
class EquipmentImportPage(Page):
    """`written`, `kept`: how many lines change something, and how many are not refused."""

    template = "equipment_import/import_page.html"
    fragment = "results"

    pages: ImportPages
    imported: Import
    step: int
    page: Paged
    effects: list[EquipmentPreviewLine]
    chips: list[FilterChip]
    written: int
    kept: int
    new_rooms: list[NewRoom]
    skipped: list[str]
    has_words: bool


@require_safe
def import_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """The preview of the effects; once applied, what was done."""
    imported = PAGES.import_or_404(request, number)
    if imported.stage == Import.Stage.DEPOSITED:
        return redirect("equipment_import:import_columns", uai, number)
    effect = request.GET.get("effet", "")
    lines = ImportLine.objects.for_school(imported.school_id).filter(imported=imported).order_by("line")
    if effect in ImportLine.Effect.values:
        lines = lines.filter(effect=effect)
    lines_of_page = paginate(request, lines, PER_PAGE)
    annotate_permissions([imported], policies.undo_import, to=request.actor)
    page = EquipmentImportPage(
        pages=PAGES,
        imported=imported,
        step=5 if imported.applied_at else 3,
        page=lines_of_page,
        effects=effects_of(list(lines_of_page), imported),
        chips=effect_chips(imported, effect),
        written=imported.created + imported.changed,
        kept=imported.read - imported.refused,
        new_rooms=new_rooms(request.member, imported),
        skipped=skipped_lines(imported),
        has_words=not set(MAPPED).isdisjoint(imported.columns),
    )
    return render(request, page)


@require_POST
def import_creations(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    rooms, types = request.POST.getlist("new_room"), request.POST.getlist("new_type")
    imported = PAGES.import_or_404(request, number)
    return button_page(
        request,
        lambda: actions.choose_creations(imported, rooms=rooms, types=types, **on_day(request)),
        success="L’aperçu est à jour.",
        next_page=address("equipment_import:import_page", uai, number),
    )


@require_POST
def import_apply(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return PAGES.apply_page(request, number, actions.apply_import, changed=actions.CHANGED_MEANWHILE)


@require_POST
def import_undo(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return PAGES.undo_page(request, number, undo_import)


@require_safe
def import_refused(request: SchoolRequest, uai: str, number: int) -> FileResponse:
    """The lines to correct, as they were read, with the reason: corrected, the file can be imported again."""
    imported = PAGES.import_or_404(request, number)
    lines = ImportLine.objects.for_school(imported.school_id).filter(imported=imported, effect="refused")
    rows = ([*line.cells, line.line, " ".join(line.reasons)] for line in lines.order_by("line").iterator())
    with tempfile.TemporaryDirectory(prefix="fanal-") as folder:
        path = Path(folder, "refused.csv")
        write_csv(path, [*imported.headers, "Ligne du fichier", "À corriger"], rows)
        written = path.open("rb")  # the answer holds the file open; its name is gone already
    name = f"import-{number}-a-corriger.csv"
    return FileResponse(written, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")
