"""Importing people and classes on three screens. Nothing is written in the directory before the last."""

from collections.abc import Callable
from contextlib import closing, nullcontext
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import FileRequest, SchoolRequest, at_moment, on_day
from fanal.accounts.views.access import reads_first
from fanal.core.addresses import address
from fanal.core.errors import RuleBroken, reasons_of_refusal
from fanal.core.form_page import button_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.shown import columns_of, latest_imports
from fanal.core.uploads import content_of, name_of
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


def _one(request: SchoolRequest, number: int) -> Import:
    require(policies.import_people, request.actor, None)
    rows = Import.objects.for_school(request.member.school).filter(kind=actions.KIND)
    imported: Import = get_or_404(rows, number=number)
    imported.school = request.member.school
    return imported


def read_file(request: FileRequest) -> None:
    """Read the file that a form brings, if this person may import; keep it, or why it cannot be read."""
    request.given, request.given_name, file = None, "", request.FILES.get("file")
    with reasons_of_refusal() as request.unread:
        if policies.import_people(request.actor, None):
            if file is None:
                raise RuleBroken(NO_FILE)
            name = request.given_name = name_of(file)
            request.given = read_brought(content_of(file), name)


@reads_first(read_file)
@require_http_methods(FORM)
def import_start(request: FileRequest, uai: str) -> HttpResponse:
    require(policies.import_people, request.actor, None)
    show = partial(_start_page, request)
    if request.method != "POST":
        return show([])
    if not hasattr(request, "given"):
        read_file(request)  # a form that brings no file
    given = request.given
    with closing(given) if isinstance(given, ReadFile) else nullcontext():
        deposit = partial(_deposit, request, given)
        return button_page(request, deposit, success="", next_page=partial(_after_deposit, uai), show=show)


def _start_page(request: SchoolRequest, reasons: list[str]) -> HttpResponse:
    latest = latest_imports(request.member.school, actions.KIND)
    context = {"steps": STEPS, "reasons": reasons, "latest": latest, "overtaken": actions.overtaken(latest)}
    return render_page(request, "people_files/import_start.html", context)


def _deposit(request: FileRequest, given: Any) -> Import:
    if given is None:
        raise RuleBroken(request.unread)
    school, name = request.member.school, request.given_name
    now: dict[str, Any] = at_moment(request)
    if isinstance(given, ReadFile):
        return actions.deposit_people(school, given, today=request.today, **now)
    if own_table(given.headers):
        return own_tables.deposit_own_table(school, given, name=name, today=request.today, **now)
    return tables.deposit_table(school, given, name=name, **now)


def _after_deposit(uai: str, made: Import) -> str:
    page = "import_columns" if made.stage == Import.Stage.DEPOSITED else "import_page"
    return address(f"people_files:{page}", uai, made.number)


@require_http_methods(FORM)
def import_columns(request: SchoolRequest, uai: str, brought: int) -> HttpResponse:
    imported, page = _one(request, brought), address("people_files:import_page", uai, brought)
    if imported.applied_at or not is_table(imported):
        return redirect(page)
    show = partial(_columns_page, request, imported)
    if request.method != "POST":
        return show([])
    return button_page(request, partial(_choose, request, imported), success="", next_page=page, show=show)


def _columns_page(request: SchoolRequest, imported: Import, reasons: list[str]) -> HttpResponse:
    context = {
        "imported": imported,
        "steps": TABLE_STEPS,
        "fields": FIELDS,
        "reasons": reasons,
        "columns": columns_of(imported),
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
    imported = _one(request, brought)
    if imported.stage == Import.Stage.DEPOSITED:
        return redirect("people_files:import_columns", uai, brought)
    return _show(request, imported, [])


def _show(request: SchoolRequest, imported: Import, reasons: list[str]) -> HttpResponse:
    effect = request.GET.get("effet", "")
    lines = lines_of(imported)
    page = paginate(request, lines.filter(effect=effect) if effect in EFFECTS else lines, PER_PAGE)
    context = {
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
    imported = _one(request, brought)
    lines = ImportLine.objects.for_school(imported.school_id).filter(imported=imported)
    line, choice = get_or_404(lines, pk=doubt), request.POST.get("choice", "")
    return _press(request, imported, lambda: doubts.decide_doubt(imported, line, choice, by=request.actor))


@require_POST
def import_decide_all(request: SchoolRequest, uai: str, brought: int) -> HttpResponse:
    """One press for all the newcomers of one question."""
    imported = _one(request, brought)
    chosen = [request.POST.get(name, "") for name in ("kind", "question", "choice")]
    return _press(request, imported, lambda: doubts.decide_doubts(imported, *chosen, by=request.actor))


@require_POST
def import_apply(request: SchoolRequest, uai: str, brought: int) -> HttpResponse:
    imported = _one(request, brought)
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
    return _press(request, imported, apply, success="L’import est appliqué.")


def _press(
    request: SchoolRequest, imported: Import, act: Callable[[], object], *, success: str = ""
) -> HttpResponse:
    """A button of the preview, which leads back to it."""
    return button_page(
        request,
        act,
        success=success,
        next_page=address("people_files:import_page", request.member.school.uai, imported.number),
        show=lambda reasons: _show(request, imported, reasons),
    )
