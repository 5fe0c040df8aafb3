"""Importing equipment on four screens. Nothing is written in the inventory before the last."""

import tempfile
from functools import partial
from pathlib import Path

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import FileRequest, SchoolRequest, at_moment, on_day
from fanal.accounts.views.access import reads_first
from fanal.core.addresses import address
from fanal.core.errors import RuleBroken, reasons_of_refusal
from fanal.core.form_page import button_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.shown import columns_of, latest_imports, skipped_lines
from fanal.core.sheets import Table, read_table
from fanal.core.sheets.write import write_csv
from fanal.core.uploads import content_of, name_of
from fanal.equipment.policies import equipment as policies
from fanal.equipment_import.actions import imports as actions
from fanal.equipment_import.actions.undo import undo_import
from fanal.equipment_import.reading.imports import (
    STEPS,
    effect_chips,
    effects_of,
    new_rooms,
)
from fanal.equipment_import.reading.words import is_anything_undecided, words_to_match
from fanal.equipment_import.rules.fields import FIELDS
from fanal.equipment_import.rules.values import LEFT_OUT, MAPPED

PER_PAGE = 50


def _import_or_404(request: SchoolRequest, number: int) -> Import:
    require(policies.import_equipment, request.actor, None)
    rows = Import.objects.for_school(request.member.school).filter(kind=actions.KIND)
    return get_or_404(rows, number=number)


def _table(file: UploadedFile | None, pasted: str) -> tuple[Table, str]:
    """The table that was given, and the name it is known by. Raises RuleBroken with its sentence."""
    if file is not None:
        return read_table(content_of(file), name_of(file)), name_of(file)
    if not pasted.strip():
        raise RuleBroken(
            "Choisissez un fichier ou collez un tableau, avec ses en-têtes sur la première ligne."
        )
    return read_table(pasted.encode(), ""), "Tableau collé"


def read_given(request: FileRequest) -> None:
    """Read the table that a form brings, if this person may import; keep it, or why it cannot be read."""
    request.given = None
    with reasons_of_refusal() as request.unread:
        if policies.import_equipment(request.actor, None):
            request.given = _table(request.FILES.get("file"), request.POST.get("pasted", ""))


@reads_first(read_given)
@require_http_methods(FORM)
def import_start(request: FileRequest, uai: str) -> HttpResponse:
    require(policies.import_equipment, request.actor, None)
    show = partial(_start_page, request)
    if request.method != "POST":
        return show([])
    if not hasattr(request, "given"):
        read_given(request)  # a form that brings no file: a pasted table
    return button_page(
        request,
        partial(_deposit, request),
        success="",
        next_page=lambda made: address("equipment_import:import_columns", uai, made.number),
        show=show,
    )


def _deposit(request: FileRequest) -> Import:
    if request.unread:
        raise RuleBroken(request.unread)
    table, name = request.given
    return actions.deposit_equipment(request.member.school, table, name=name, **at_moment(request))


def _start_page(request: SchoolRequest, reasons: list[str]) -> HttpResponse:
    context = {
        "steps": STEPS,
        "reasons": reasons,
        "fields": FIELDS,
        "latest": latest_imports(request.member.school, actions.KIND),
        "pasted": request.POST.get("pasted", ""),
    }
    return render_page(request, "equipment_import/import_start.html", context)


@require_http_methods(FORM)
def import_columns(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    imported = _import_or_404(request, number)
    if imported.stage == Import.Stage.APPLIED:
        return redirect("equipment_import:import_page", uai, number)
    show = partial(_columns_page, request, imported)
    if request.method != "POST":
        return show([])
    columns = [request.POST.get(f"column-{rank}", "") for rank in range(len(imported.headers))]

    def next_page(planned: Import) -> str:
        undecided = is_anything_undecided(words_to_match(planned), planned)
        return address(f"equipment_import:import_{'words' if undecided else 'page'}", uai, number)

    return button_page(
        request,
        lambda: actions.choose_columns(imported, columns, today=request.today, by=request.actor),
        success="",
        next_page=next_page,
        show=lambda reasons: show(reasons, columns),
    )


def _columns_page(
    request: SchoolRequest, imported: Import, reasons: list[str], columns: list[str] | None = None
) -> HttpResponse:
    imported.columns = columns or imported.columns
    context = {
        "imported": imported,
        "steps": STEPS,
        "fields": FIELDS,
        "reasons": reasons,
        "columns": columns_of(imported),
    }
    return render_page(request, "equipment_import/import_columns.html", context)


@require_http_methods(FORM)
def import_words(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """Which of our words stands for each word of the file that the school does not know."""
    imported = _import_or_404(request, number)
    if imported.stage != Import.Stage.PLANNED:
        return redirect("equipment_import:import_page", uai, number)
    columns = words_to_match(imported)
    if request.method == "POST" or not columns:
        chosen = {
            column.code: {word.word: request.POST.get(word.field, "") for word in column.words}
            for column in columns
        }
        return button_page(
            request,
            lambda: actions.choose_words(imported, chosen, today=request.today, by=request.actor),
            success="",
            next_page=address("equipment_import:import_page", uai, number),
        )
    context = {"imported": imported, "steps": STEPS, "columns": columns, "left_out": LEFT_OUT}
    return render_page(request, "equipment_import/import_words.html", context)


@require_safe
def import_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """The preview of the effects; once applied, what was done."""
    imported = _import_or_404(request, number)
    if imported.stage == Import.Stage.DEPOSITED:
        return redirect("equipment_import:import_columns", uai, number)
    effect = request.GET.get("effet", "")
    lines = ImportLine.objects.for_school(imported.school_id).filter(imported=imported).order_by("line")
    if effect in ImportLine.Effect.values:
        lines = lines.filter(effect=effect)
    page = paginate(request, lines, PER_PAGE)
    annotate_permissions([imported], policies.undo_import, to=request.actor)
    context = {
        "imported": imported,
        "steps": STEPS,
        "step": 5 if imported.applied_at else 3,
        "page": page,
        "effects": effects_of(list(page), imported),
        "chips": effect_chips(imported, effect),
        "written": imported.created + imported.changed,
        "kept": imported.read - imported.refused,
        "new_rooms": new_rooms(request.member, imported),
        "skipped": skipped_lines(imported),
        "has_words": not set(MAPPED).isdisjoint(imported.columns),
    }
    return render_page(request, "equipment_import/import_page.html", context, fragment="results")


@require_POST
def import_creations(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    rooms, types = request.POST.getlist("new_room"), request.POST.getlist("new_type")
    imported = _import_or_404(request, number)
    return button_page(
        request,
        lambda: actions.choose_creations(imported, rooms=rooms, types=types, **on_day(request)),
        success="L’aperçu est à jour.",
        next_page=address("equipment_import:import_page", uai, number),
    )


@require_POST
def import_apply(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    imported, now = _import_or_404(request, number), on_day(request) | at_moment(request)

    def apply() -> None:
        if not actions.apply_import(imported, shown_root=request.POST.get("shown", ""), **now):
            messages.warning(request, actions.CHANGED_MEANWHILE)

    page = address("equipment_import:import_page", uai, number)
    return button_page(request, apply, success="", next_page=page)


@require_POST
def import_undo(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    imported = _import_or_404(request, number)
    return button_page(
        request,
        lambda: undo_import(imported, **at_moment(request)),
        success=lambda outcome: outcome.sentence,
        next_page=address("equipment_import:import_page", uai, number),
    )


@require_safe
def import_refused(request: SchoolRequest, uai: str, number: int) -> FileResponse:
    """The lines to correct, as they were read, with the reason: corrected, the file can be imported again."""
    imported = _import_or_404(request, number)
    lines = ImportLine.objects.for_school(imported.school_id).filter(imported=imported, effect="refused")
    rows = ([*line.cells, line.line, " ".join(line.reasons)] for line in lines.order_by("line").iterator())
    with tempfile.TemporaryDirectory(prefix="fanal-") as folder:
        path = Path(folder, "refused.csv")
        write_csv(path, [*imported.headers, "Ligne du fichier", "À corriger"], rows)
        written = path.open("rb")  # the answer holds the file open; its name is gone already
    name = f"import-{number}-a-corriger.csv"
    return FileResponse(written, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")
