"""A page is one typed thing: its fields are what its template reads, beside what the shell gives (ADR 0074).

    @dataclass(frozen=True, kw_only=True)
    class HelpPage(Page):
        template = "peer_help/help_page.html"
        row: ProjectHelp
        sessions: list[PeerSession]

    return render(request, HelpPage(row=row, sessions=sessions))

`tests/architecture/test_typed_pages.py` compares the names that its template reads with the fields, both
ways.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, ClassVar

from django.core.paginator import Page as Paged
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as draw

from fanal.core.http.answers import REFUSED, UNPROCESSABLE, forget_sending

__all__ = ["FormPage", "Page", "Paged", "ShortFormPage", "Trail", "names_of", "render"]

Trail = Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Page:
    """What one template reads: the fields, and the properties, of its class.

    `template`: its name; `fragment`: its part that is drawn alone when htmx asks to replace that piece.
    """

    template: ClassVar[str]
    fragment: ClassVar[str] = ""

    def is_refused(self) -> bool:
        """Whether it says why something was not done: its status is 422 then."""
        return bool(getattr(self, "reasons", ()))

    def context(self) -> dict[str, Any]:
        """What its template reads, by name."""
        return {name: getattr(self, name) for name in names_of(type(self))}


def names_of(page: type[Page]) -> frozenset[str]:
    """The names that a page gives to its template."""
    own = [value for base in page.__mro__ for value in vars(base).items()]
    properties = {name for name, value in own if isinstance(value, property | cached_property)}
    return frozenset({each.name for each in fields(page)} | properties)


@dataclass(frozen=True, kw_only=True)
class FormPage(Page):
    """A page around one form; `reasons`: why what was sent was refused."""

    form: Any
    reasons: list[str] = field(default_factory=list)

    def is_refused(self) -> bool:
        return bool(self.reasons) or self.form.is_bound


@dataclass(frozen=True, kw_only=True)
class ChangePage(FormPage):
    """A page around the form of a thing that others may change meanwhile; `seen`: the version it shows."""

    seen: str = ""


@dataclass(frozen=True, kw_only=True)
class ShortFormPage(ChangePage):
    """A form with nothing around it. `trail`: (name, address) of the pages above it, the nearest one last.

    `detail`: what is said under its title; `mark`: as the component `field` takes it; `tick_all`:
    what ticks all its rows at once, a name and an address.
    """

    template = "short_form.html"

    title: str
    trail: Trail
    button: str = "Enregistrer"
    detail: str = ""
    mark: str = ""
    tick_all: tuple[str, str] | None = None


def render(request: HttpRequest, page: Page, *, status: int = 0) -> HttpResponse:
    """The page, or its fragment when htmx asked for it; by itself 422 if it is refused, 200 else."""
    status = status or (UNPROCESSABLE if page.is_refused() else 200)
    template, htmx = page.template, getattr(request, "htmx", None)
    if page.fragment and htmx and not htmx.boosted:
        template = f"{template}#{page.fragment}"
    if status >= REFUSED:
        forget_sending(request)
    return draw(request, template, page.context(), status=status)
