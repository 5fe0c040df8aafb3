"""Every address of the program, found in the resolver: a new one is in the matrix without a word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from inspect import getclosurevars
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from django.views.decorators.http import require_http_methods

from fanal.accounts.views.access import access_of

DECORATED = require_http_methods([])(HttpResponse).__code__
PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


@dataclass(frozen=True)
class Route:
    """One address: its pattern, its view, who it says may open it."""

    pattern: str
    view: Any

    @property
    def access(self) -> str:
        return access_of(self.view)[0]

    @property
    def methods(self) -> set[str]:
        return methods_of(self.view)

    @property
    def is_of_a_school(self) -> bool:
        return "<uai:uai>" in self.pattern

    def address(self, uai: object = "", **values: object) -> str:
        """Fill the pattern; a parameter without a value raises KeyError, so that it gets one."""
        filled = {"uai": uai} | values
        return "/" + PARAMETER.sub(lambda match: str(filled[match["name"]]), self.pattern)


def methods_of(view: Any) -> set[str]:
    """What the decorators of this view let in; nothing for a view that has none."""
    while view is not None:
        if getattr(view, "__code__", None) is DECORATED:
            return set(getclosurevars(view).nonlocals["request_method_list"])
        view = getattr(view, "__wrapped__", None)
    return set()


def _walk(patterns: list[Any], prefix: str) -> Iterator[Route]:
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            yield Route(here, pattern.callback)


def all_routes() -> list[Route]:
    return list(_walk(get_resolver().url_patterns, ""))
