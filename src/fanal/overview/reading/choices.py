"""What stands above a list across schools: chips with their counts, and choices."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fanal.accounts.models import School


@dataclass(frozen=True)
class FilterOption:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Select:
    """One select of a filter; `all` is the word for « no choice », empty when there must be one."""

    name: str
    label: str
    all: str
    choices: list[FilterOption]


def select(name: str, label: str, all: str, pairs: Iterable[tuple[Any, str]], chosen: Any) -> Select:
    return Select(
        name, label, all, [FilterOption(str(value), text, value == chosen) for value, text in pairs]
    )


def school_select(schools: Iterable[School], chosen: str) -> Select:
    pairs = [
        (school.uai, f"{school.name} ({school.city})" if school.city else school.name) for school in schools
    ]
    return select("ecole", "Établissement", "Tous", pairs, chosen)


def uais_of(schools: Iterable[School]) -> frozenset[str]:
    return frozenset(school.uai for school in schools)


def only(schools: Iterable[School], uai: str) -> list[School]:
    """The schools of a filter: the one asked, or all the partner's own."""
    return [school for school in schools if uai in {"", school.uai}]
