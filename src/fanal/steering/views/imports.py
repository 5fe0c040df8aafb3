"""Importing a table of actions on three screens. Nothing is written in the project before the last."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import FileRequest, SchoolRequest, at_moment, on_day
from fanal.accounts.views.access import reads_first
from fanal.core.addresses import address
from fanal.core.errors import RuleBroken, reasons_of_refusal
from fanal.core.form_page import button_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.shown import columns_of, latest_imports, skipped_lines
from fanal.core.sheets import read_table
from fanal.core.uploads import content_of, name_of
from fanal.steering.actions import imports as actions
from fanal.steering.actions.undo import undo_import
from fanal.steering.models import ProjectVersion
from fanal.steering.policies import project as policies
from fanal.steering.reading.imports import preview_of
from fanal.steering.reading.project import draft_of
from fanal.steering.rules.action_line import FIELDS
from fanal.steering.views.pressed import press

PER_PAGE = 50
STEPS = ["Déposer", "Vérifier les colonnes", "Aperçu, puis importer"]


def _import_or_404(request: SchoolRequest, number: int) -> Import:
    require(policies.import_actions, request.actor, None)
    rows = Import.objects.for_school(request.member.school).filter(kind=actions.KIND)
    imported: Import = get_or_404(rows, number=number)
    annotate_permissions([imported], policies.undo_import, to=request.actor)
    return imported


def read_given(request: FileRequest) -> None:
    """Read the table that a form brings, if this person may import; keep it, or why it cannot be read."""
    request.given = None
    with reasons_of_refusal() as request.unread:
        if not policies.import_actions(request.actor, None):
            return
        file, pasted = request.FILES.get("file"), request.POST.get("pasted", "")
        if file is not None:
            request.given = read_table(content_of(file), name_of(file)), name_of(file)
        elif pasted.strip():
            request.given = read_table(pasted.encode(), ""), "Tableau collé"
        else:
            raise RuleBroken("Choisissez un fichier, ou collez un tableau avec ses en-têtes.")


@reads_first(read_given)
@require_http_methods(FORM)
def import_start(request: FileRequest, uai: str) -> HttpResponse:
    require(policies.import_actions, request.actor, None)
    show = partial(_start_page, request)
    if request.method != "POST":
        return show([])
    if not hasattr(request, "given"):
        read_given(request)  # a form that brings no file: a pasted table

    def deposit() -> Import:
        if request.unread:
            raise RuleBroken(request.unread)
        table, name = request.given
        return actions.deposit_actions(request.member.school, table, name=name, **at_moment(request))

    return button_page(
        request,
        deposit,
        success="",
        next_page=lambda made: address("steering:import_columns", uai, made.number),
        show=show,
    )


def _start_page(request: SchoolRequest, reasons: list[str]) -> HttpResponse:
    context = {
        "steps": STEPS,
        "reasons": reasons,
        "fields": FIELDS,
        "most": actions.MOST_LINES,
        "draft": draft_of(request.member),
        "latest": latest_imports(request.member.school, actions.KIND),
        "pasted": request.POST.get("pasted", ""),
    }
    return render_page(request, "steering/import_start.html", context)


@require_http_methods(FORM)
def import_columns(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    imported = _import_or_404(request, number)
    if imported.stage == Import.Stage.APPLIED:
        return redirect("steering:import_page", uai, number)
    show = partial(_columns_page, request, imported)
    if request.method != "POST":
        return show([])
    columns = [request.POST.get(f"column-{rank}", "") for rank in range(len(imported.headers))]
    return button_page(
        request,
        lambda: actions.choose_columns(imported, columns, by=request.actor),
        success="",
        next_page=address("steering:import_page", uai, number),
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
    return render_page(request, "steering/import_columns.html", context)


@require_safe
def import_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """The preview of the effects; once applied, what was done."""
    imported = _import_or_404(request, number)
    if imported.stage == Import.Stage.DEPOSITED:
        return redirect("steering:import_columns", uai, number)
    return _show(request, imported, [])


def _show(request: SchoolRequest, imported: Import, reasons: list[str]) -> HttpResponse:
    lines = ImportLine.objects.for_school(imported.school_id).filter(imported=imported).order_by("line")
    page = paginate(request, lines, PER_PAGE)
    versions = ProjectVersion.objects.visible_to(request.member)
    context = {
        "imported": imported,
        "steps": STEPS,
        "step": 4 if imported.applied_at else 3,
        "page": page,
        "lines": preview_of(list(page), imported),
        "skipped": skipped_lines(imported),
        "written": imported.created + imported.changed,
        "project_version": versions.filter(pk=imported.creations.get("version")).first(),
        "reasons": reasons,
    }
    return render_page(request, "steering/import_page.html", context)


@require_http_methods(FORM)
def import_apply(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    imported, now = _import_or_404(request, number), on_day(request) | at_moment(request)

    def apply() -> None:
        if not actions.apply_import(imported, shown_root=request.POST.get("shown", ""), **now):
            messages.warning(request, actions.CHANGED_MEANWHILE)

    page = address("steering:import_page", uai, number)
    return press(
        request, apply, success="", page=page, show=lambda reasons: _show(request, imported, reasons)
    )


@require_http_methods(FORM)
def import_undo(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    imported = _import_or_404(request, number)
    return press(
        request,
        lambda: undo_import(imported, **at_moment(request)),
        success=lambda outcome: outcome.sentence,
        page=address("steering:import_page", uai, number),
        show=lambda reasons: _show(request, imported, reasons),
    )
