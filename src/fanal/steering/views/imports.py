"""Importing a table of actions on three screens. Nothing is written in the project before the last."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import annotate_permissions
from fanal.accounts.reading.requests import FileRequest, SchoolRequest
from fanal.accounts.views.access import reads_first
from fanal.accounts.views.imports import ImportPages, ImportStartPage
from fanal.core.files.uploads import table_or_pasted
from fanal.core.http.answers import FORM, paginate
from fanal.core.imports.models import Import, ImportLine
from fanal.core.imports.shown import skipped_lines
from fanal.core.pages.page import Page, Paged, render
from fanal.steering.actions import imports as actions
from fanal.steering.actions.undo import undo_import
from fanal.steering.models import ProjectVersion
from fanal.steering.policies import project as policies
from fanal.steering.reading.imports import ActionPreviewLine, preview_of
from fanal.steering.reading.project import draft_of
from fanal.steering.rules.action_line import FIELDS

PER_PAGE = 50
NO_TABLE = "Choisissez un fichier, ou collez un tableau avec ses en-têtes."
PAGES = ImportPages(
    app="steering",
    kind=actions.KIND,
    may=policies.import_actions,
    fields=FIELDS,
    steps=["Déposer", "Vérifier les colonnes", "Aperçu, puis importer"],
    title="Reprendre un tableau d’actions",
    name="Reprendre un tableau",
    above=("Projet numérique", "steering:project"),
)


@dataclass(frozen=True, kw_only=True)
class ActionImportStartPage(ImportStartPage):
    """`draft`: the version that takes the actions; without one there is nothing to deposit."""

    template = "steering/import_start.html"

    most: int
    draft: ProjectVersion | None


@reads_first(partial(table_or_pasted, missing=NO_TABLE), may=policies.import_actions)
@require_http_methods(FORM)
def import_start(request: FileRequest, uai: str) -> HttpResponse:
    def page(**shown: Any) -> ActionImportStartPage:
        draft = draft_of(request.member)
        return ActionImportStartPage(most=actions.MOST_LINES, draft=draft, **shown)

    return PAGES.start_page(request, actions.deposit_actions, page)


@require_http_methods(FORM)
def import_columns(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return PAGES.columns_page(request, number, partial(actions.choose_columns, by=request.actor))


@require_safe
def import_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """The preview of the effects; once applied, what was done."""
    imported = PAGES.import_or_404(request, number)
    if imported.stage == Import.Stage.DEPOSITED:
        return redirect("steering:import_columns", uai, number)
    return _show(request, imported, [])


@dataclass(frozen=True, kw_only=True)
class ActionImportPage(Page):
    """`project_version`: the one that it was applied to."""

    template = "steering/import_page.html"

    imported: Import
    page: Paged
    lines: list[ActionPreviewLine]
    project_version: ProjectVersion | None
    reasons: list[str]

    @property
    def pages(self) -> ImportPages:
        return PAGES

    @property
    def step(self) -> int:
        return 4 if self.imported.applied_at else 3

    @property
    def skipped(self) -> list[str]:
        return skipped_lines(self.imported)

    @property
    def written(self) -> int:
        return self.imported.created + self.imported.changed


def _show(request: SchoolRequest, imported: Import, reasons: list[str]) -> HttpResponse:
    lines = ImportLine.objects.for_school(imported.school_id).filter(imported=imported).order_by("line")
    page = paginate(request, lines, PER_PAGE)
    annotate_permissions([imported], policies.undo_import, to=request.actor)
    versions = ProjectVersion.objects.visible_to(request.member)
    import_page = ActionImportPage(
        imported=imported,
        page=page,
        lines=preview_of(list(page), imported),
        project_version=versions.filter(pk=imported.creations.get("version")).first(),
        reasons=reasons,
    )
    return render(request, import_page)


@require_http_methods(FORM)
def import_apply(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return PAGES.apply_page(
        request, number, actions.apply_import, changed=actions.CHANGED_MEANWHILE, show=_show
    )


@require_http_methods(FORM)
def import_undo(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return PAGES.undo_page(request, number, undo_import, show=_show)
