"""Every address of the program, found in the resolver: a new one is in the matrix without a word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from fanal.accounts.views.access import access_of

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
    def is_of_a_school(self) -> bool:
        return "<uai:uai>" in self.pattern

    def address(self, uai: object = "", **values: object) -> str:
        """Fill the pattern; a parameter without a value raises KeyError, so that it gets one."""
        filled = {"uai": uai} | values
        return "/" + PARAMETER.sub(lambda match: str(filled[match["name"]]), self.pattern)


def _walk(patterns: list[Any], prefix: str) -> Iterator[Route]:
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            yield Route(here, pattern.callback)


def all_routes() -> list[Route]:
    return list(_walk(get_resolver().url_patterns, ""))
