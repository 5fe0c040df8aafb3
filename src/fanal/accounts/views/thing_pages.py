"""The forms and buttons of one sort of things, declared: whose row, who may, what is saved, what is said.

    CONSUMABLES = ThingPages(
        rows=_rows,
        key="consumable",
        page_address="supplies:consumable_page",
        list_address="supplies:consumable_list",
        plural="Consommables",
        rights=(policies.take_consumable, policies.keep_stock),
        show=show_consumable,
    )

    consumable_count = CONSUMABLES.form(
        CountForm,
        lambda request, row, values: actions.count_again(row, values["counted"], **at_moment(request)),
        right=policies.keep_stock, title="Corriger le stock", button="Corriger",
    )

Each call gives a view, which urls.py names as any other. What is more than a form or a button is written as a
function (ADR 0075).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import Right, annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.forms.school_form import SchoolModelForm
from fanal.core.forms.stale import version_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import SAVED, form_page, press
from fanal.core.pages.page import ShortFormPage, Trail

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class ThingPages[Row: models.Model]:
    """One sort of things of a school.

    `rows`: those that whoever asks may see, after their right to see any; `key`: the name of a row's key in
    addresses, and `known_by`: the field that it is; `page_address`, `list_address`: the names of the
    addresses of one and of all; `plural`: what the list is called; `rights`: what is asked for the buttons of
    its page; `show`: that page, with why a button did nothing; `detail`: what every form says under its
    title.
    """

    rows: Callable[[SchoolRequest], Any]
    key: str
    page_address: str
    list_address: str
    plural: str
    rights: tuple[Right, ...]
    show: Callable[[SchoolRequest, Row, list[str]], HttpResponse]
    detail: Callable[[Row], str] = lambda row: ""
    known_by: str = "pk"

    def one(self, request: SchoolRequest, key: int) -> Row:
        """The row of this key with what may be done to it (`row.can`); Http404 when there is none."""
        row: Row = get_or_404(self.rows(request), **{self.known_by: key})
        annotate_permissions([row], *self.rights, to=request.actor)
        return row

    def of_address(self, request: SchoolRequest, keys: dict[str, int]) -> Row:
        return self.one(request, keys[self.key])

    def page_of(self, request: SchoolRequest, row: Row) -> str:
        return address(self.page_address, request.member.school.uai, getattr(row, self.known_by))

    def trail(self, request: SchoolRequest, row: Row | None = None) -> Trail:
        trail = [(self.plural, address(self.list_address, request.member.school.uai))]
        return trail if row is None else [*trail, (str(row), self.page_of(request, row))]

    def add(
        self,
        form: type[SchoolModelForm],
        save: Callable[[SchoolRequest, dict[str, Any]], Row],
        *,
        right: Right,
        title: str,
        success: Callable[[Row], str],
        button: str = "Enregistrer",
    ) -> View:
        """A form that makes one more, and leads to it."""

        def view(request: SchoolRequest, uai: str) -> HttpResponse:
            return form_page(
                request,
                ShortFormPage(
                    form=form(request.POST or None, school=request.member.school),
                    title=title,
                    button=button,
                    trail=self.trail(request),
                ),
                lambda values: save(request, values),
                success=success,
                next_page=lambda made: self.page_of(request, made),
                require=lambda: require(right, request.actor, None),
            )

        return require_http_methods(FORM)(view)

    def form(
        self,
        form: type[SchoolModelForm],
        save: Callable[[SchoolRequest, Row, dict[str, Any]], object],
        *,
        right: Right,
        title: str,
        button: str = "Enregistrer",
        detail: str = "",
        success: str = SAVED,
        initial: Callable[[SchoolRequest], dict[str, Any]] | None = None,
    ) -> View:
        """A form about one of them, which leads back to its page; `detail` in place of that of them all."""

        def view(request: SchoolRequest, uai: str, **keys: int) -> HttpResponse:
            row, school = self.of_address(request, keys), request.member.school
            bound = form(request.POST or None, school=school, initial=initial(request) if initial else None)
            short_form = self._short_form(request, row, bound, title, button, detail)
            return self._sent(
                request, row, short_form, right, success, lambda values: save(request, row, values)
            )

        return require_http_methods(FORM)(view)

    def change(
        self,
        form: type[SchoolModelForm],
        save: Callable[[SchoolRequest, Row, dict[str, Any], str], object],
        *,
        right: Right,
        title: str = "Modifier",
    ) -> View:
        """The form of the row itself; `save` takes the version that was shown too."""

        def view(request: SchoolRequest, uai: str, **keys: int) -> HttpResponse:
            row = self.of_address(request, keys)
            bound = form(request.POST or None, school=request.member.school, instance=row)
            seen = request.POST.get("seen") or version_of(row, bound.fields)
            short_form = self._short_form(request, row, bound, title, "Enregistrer", seen=seen)
            return self._sent(
                request, row, short_form, right, SAVED, lambda values: save(request, row, values, seen)
            )

        return require_http_methods(FORM)(view)

    def button(
        self,
        act: Callable[[SchoolRequest, Row, dict[str, int]], object],
        *,
        success: str = "",
        leads_to_list: bool = False,
    ) -> View:
        """A button of its page, to which it leads back; `act` takes what stands in the address.

        No right is asked here: the action asks it, after the lock.
        """

        def view(request: SchoolRequest, uai: str, **keys: int) -> HttpResponse:
            row = self.of_address(request, keys)
            return press(
                request,
                lambda: act(request, row, keys),
                success=success,
                page=self.page_of(request, row),
                next_page=self.trail(request)[0][1] if leads_to_list else "",
                show=lambda reasons: self.show(request, row, reasons),
            )

        return require_http_methods(FORM)(view)

    def _short_form(
        self,
        request: SchoolRequest,
        row: Row,
        form: SchoolModelForm,
        title: str,
        button: str,
        detail: str = "",
        seen: str = "",
    ) -> ShortFormPage:
        return ShortFormPage(
            form=form,
            title=title,
            detail=detail or self.detail(row),
            button=button,
            trail=self.trail(request, row),
            seen=seen,
        )

    def _sent(
        self,
        request: SchoolRequest,
        row: Row,
        short_form: ShortFormPage,
        right: Right,
        success: str,
        save: Callable[[dict[str, Any]], object],
    ) -> HttpResponse:
        return form_page(
            request,
            short_form,
            save,
            success=success,
            next_page=self.page_of(request, row),
            require=lambda: require(right, request.actor, row),
        )
