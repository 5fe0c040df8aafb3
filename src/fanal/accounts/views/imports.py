"""The screens that every import of a table has: its deposit, its columns, the buttons of its preview.

Nothing is written before the preview is agreed to. Each app has addresses `import_start`, `import_columns`,
`import_page`, its actions, and a preview of its own.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from fanal.accounts.policies.rights import Right, require
from fanal.accounts.reading.requests import (
    FileRequest,
    SchoolRequest,
    at_moment,
    file_content_of,
    on_day_at_moment,
)
from fanal.core.http.addresses import address
from fanal.core.http.answers import get_or_404
from fanal.core.imports.columns import Field
from fanal.core.imports.models import Import
from fanal.core.imports.shown import ShownColumn, columns_of, latest_imports
from fanal.core.pages.form_page import button_page, press
from fanal.core.pages.page import Page, render


@dataclass(frozen=True, kw_only=True)
class ImportStartPage(Page):
    """The deposit of a table; `overtaken`: the numbers of the imports whose preview is out of date."""

    template = "import_start.html"

    pages: "ImportPages"
    reasons: list[str]
    latest: list[Import]
    pasted: str = ""
    overtaken: Collection[int] = ()


@dataclass(frozen=True, kw_only=True)
class ImportColumnsPage(Page):
    """Which field each column fills."""

    template = "import_columns.html"

    pages: "ImportPages"
    imported: Import
    reasons: list[str]
    columns: list[ShownColumn]
    columns_title: str = ""
    button: str = ""


Show = Callable[[SchoolRequest, Import, list[str]], HttpResponse]


@dataclass(frozen=True)
class ImportPages:
    """One sort of import. `above` is the page that it is reached from: its name, and that of its address."""

    app: str
    kind: str
    may: Right
    fields: Sequence[Field]
    steps: list[str]
    title: str
    name: str
    above: tuple[str, str]

    def import_or_404(self, request: SchoolRequest, number: int) -> Import:
        require(self.may, request.actor, None)
        rows = Import.objects.for_school(request.member.school).filter(kind=self.kind)
        imported: Import = get_or_404(rows, number=number)
        imported.school = request.member.school
        return imported

    def page_of(self, imported: Import, name: str = "import_page") -> str:
        return address(f"{self.app}:{name}", imported.school.uai, imported.number)

    def start_page(
        self,
        request: FileRequest,
        deposit: Callable[..., Import],
        page: Callable[..., ImportStartPage],
    ) -> HttpResponse:
        """The deposit; `page`: the class of its page, or what makes it with what it says beside."""
        require(self.may, request.actor, None)
        school = request.member.school

        def show(reasons: list[str]) -> HttpResponse:
            latest, pasted = latest_imports(school, self.kind), request.POST.get("pasted", "")
            return render(request, page(pages=self, reasons=reasons, latest=latest, pasted=pasted))

        def deposit_table() -> Import:
            table, name = file_content_of(request)
            return deposit(school, table, name=name, **at_moment(request))

        if request.method != "POST":
            return show([])
        next_page = partial(self.page_of, name="import_columns")
        return button_page(request, deposit_table, success="", next_page=next_page, show=show)

    def columns_page(
        self,
        request: SchoolRequest,
        number: int,
        choose: Callable[..., Import],
        next_page: Callable[[Import], str] | None = None,
        page: type[ImportColumnsPage] = ImportColumnsPage,
    ) -> HttpResponse:
        """Which field each column fills; `choose` takes the import and their codes in order."""
        imported = self.import_or_404(request, number)
        if imported.stage == Import.Stage.APPLIED:
            return redirect(self.page_of(imported))
        columns = [request.POST.get(f"column-{rank}", "") for rank in range(len(imported.headers))]

        def show(reasons: list[str]) -> HttpResponse:
            imported.columns = columns if reasons else imported.columns
            matched = columns_of(imported)
            return render(request, page(pages=self, imported=imported, reasons=reasons, columns=matched))

        if request.method != "POST":
            return show([])
        leads = next_page or self.page_of(imported)
        return button_page(request, lambda: choose(imported, columns), success="", next_page=leads, show=show)

    def press(
        self,
        request: SchoolRequest,
        imported: Import,
        act: Callable[[], Any],
        *,
        success: str | Callable[[Any], str],
        show: Show | None = None,
    ) -> HttpResponse:
        """A button of the preview leads back to it; a refusal is a page of its own, without `show`."""
        again = partial(show, request, imported) if show else None
        return press(request, act, success=success, page=self.page_of(imported), show=again)

    def apply_page(
        self,
        request: SchoolRequest,
        number: int,
        apply: Callable[..., bool],
        *,
        changed: str,
        show: Show | None = None,
    ) -> HttpResponse:
        """`apply` takes the hash of what was shown, and says no when it would do something else by now."""
        imported, root = self.import_or_404(request, number), request.POST.get("shown", "")

        def do() -> None:
            if not apply(imported, shown_root=root, **on_day_at_moment(request)):
                messages.warning(request, changed)

        return self.press(request, imported, do, success="", show=show)

    def undo_page(
        self, request: SchoolRequest, number: int, undo: Callable[..., Any], *, show: Show | None = None
    ) -> HttpResponse:
        imported = self.import_or_404(request, number)
        undone = partial(undo, imported, **at_moment(request))
        return self.press(request, imported, undone, success=lambda done: done.sentence, show=show)
