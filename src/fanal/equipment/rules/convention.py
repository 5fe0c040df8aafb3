"""Who repairs this equipment, who pays, who decides?

By the convention of the school with its authority, written as lines: each says for which owner it holds, and
may be narrowed to a type, a payer or a use. The most precise line that holds wins.

Sources: Code de l'éducation, article L214-6 (a région equips and maintains its lycées); IH2EF, 17 February
2025 (origin and pedagogical or administrative use decide who maintains). The rest is usage: every starting
line says so until the head or the bursar confirms it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from fanal.accounts.rules.law import REGION_LYCEES


class Party(StrEnum):
    """Who acts. The first three are the owners' own codes."""

    AUTHORITY = "authority"
    SCHOOL = "school"
    STATE = "state"
    UNKNOWN = "unknown"


class EquipmentUse(StrEnum):
    """What the equipment serves. Empty in a line: both."""

    PEDAGOGICAL = "pedagogical"
    ADMINISTRATIVE = "administrative"


class ConventionTerms(Protocol):
    """A line of the convention. `type_id` None, `payer` and `use` empty: whatever it is."""

    @property
    def owner(self) -> str: ...
    @property
    def type_id(self) -> int | None: ...
    @property
    def payer(self) -> str: ...
    @property
    def use(self) -> str: ...


@dataclass(frozen=True)
class Thing:
    """What of one equipment the convention looks at."""

    owner: str
    payer: str
    type_id: int
    is_pedagogical: bool

    @property
    def use(self) -> EquipmentUse:
        return EquipmentUse.PEDAGOGICAL if self.is_pedagogical else EquipmentUse.ADMINISTRATIVE


def holds(line: ConventionTerms, thing: Thing) -> bool:
    """Whether this line speaks of this equipment."""
    return (
        line.owner == thing.owner
        and line.type_id in {None, thing.type_id}
        and line.payer in {"", thing.payer}
        and line.use in {"", thing.use}
    )


def precision(line: ConventionTerms) -> tuple[bool, bool, bool]:
    """A line for one type beats one for a payer, which beats one for a use."""
    return line.type_id is not None, bool(line.payer), bool(line.use)


def line_for[L: ConventionTerms](lines: Iterable[L], thing: Thing) -> L | None:
    """The line that decides for this equipment; None when the convention says nothing of it."""
    return max((line for line in lines if holds(line, thing)), key=precision, default=None)


@dataclass(frozen=True)
class Start:
    """A starting line, to be checked with the convention of the school. `source` is exact, or empty."""

    owner: str
    repairs: Party
    pays: Party
    decides: Party
    how: str
    source: str = ""


REGION = "region"
LYCEES = str(REGION_LYCEES)
THROUGH_FANAL = "Transmettre la demande depuis Fanal."


def starting_lines(authority_kind: str, *, is_private: bool) -> list[Start]:
    """What a new school starts from. The article is named only where it is the school's own.

    A private school looks after what is its own; nothing is proposed of what others may lend it.
    """
    source = LYCEES if authority_kind == REGION else ""
    authority, school = Party.AUTHORITY, Party.SCHOOL
    of_school = Start("school", school, school, school, "Demander un devis au fournisseur.")
    if is_private:
        return [of_school]
    return [
        Start("authority", authority, authority, authority, THROUGH_FANAL, source),
        of_school,
        Start("state", Party.UNKNOWN, Party.STATE, Party.STATE, "Demander au rectorat."),
    ]


def refusals(*, owner: str, repairs: str, pays: str, decides: str) -> list[str]:
    """Why a line cannot be kept."""
    parties = {party.value for party in Party}
    if {repairs, pays, decides} - parties or owner not in parties - {Party.UNKNOWN}:
        return ["Choisissez le propriétaire, puis qui répare, qui paie et qui décide."]
    if {repairs, pays, decides} == {Party.UNKNOWN.value}:
        return ["Cette ligne ne dit rien : indiquez au moins qui répare, qui paie ou qui décide."]
    return []
