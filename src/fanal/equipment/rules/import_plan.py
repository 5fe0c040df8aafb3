"""What would each line of a file do to the inventory?

A line is recognised by its serial, else the authority's number, else the school's own. The same file twice
changes nothing. A refused line changes nothing either, and says why.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fanal.core.imports.planned import Planned
from fanal.core.words import fold
from fanal.equipment.rules.import_line import Line
from fanal.equipment.rules.serials import clean
from fanal.equipment.rules.states import PRESENT, State, refusals

KEYS = ("serial", "authority_number", "school_number")
KEY_WORDS = {
    "serial": "n° de série",
    "authority_number": "n° d’inventaire de la collectivité",
    "school_number": "n° d’inventaire de l’établissement",
}
OTHER_TYPE = "Autre équipement"
NO_KEY = "Il manque un n° de série ou un n° d’inventaire : sans lui, un second import créerait un double."


@dataclass(frozen=True)
class Known:
    """A record of the school, with the values a file could change, written as a file's are."""

    pk: int
    number: int
    values: Mapping[str, Any]


@dataclass
class Places:
    """The names a school knows for rooms or types, and those it does not want created."""

    known: Iterable[str]
    declined: Collection[str] = ()
    what: str = "La salle"
    new: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.spelled = {fold(name): name for name in self.known}
        self.refused = {fold(name) for name in self.declined}

    def resolve(self, name: str) -> tuple[str, str]:
        """(the name as the school spells it, why it is refused)."""
        key = fold(name)
        if key in self.spelled:
            return self.spelled[key], ""
        spelled = self.new.setdefault(key, name)
        if key in self.refused:
            return spelled, f"{self.what} « {name} » n’existe pas : cochez pour créer, ou corrigez la ligne."
        return spelled, ""


@dataclass
class Plan:
    """The lines in order, and what would have to be created first."""

    lines: list[Planned]
    new_rooms: list[str]
    new_types: list[str]


class _Inventory:
    """The records by each of their numbers."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.by: dict[str, dict[str, list[Known]]] = {key: defaultdict(list) for key in KEYS}
        for one in known:
            for key in KEYS:
                if value := one.values.get(key):
                    self.by[key][_spelled(key, value)].append(one)

    def find(self, values: Mapping[str, Any]) -> tuple[Known | None, str]:
        """(the record this line is about, why we cannot tell)."""
        for key in KEYS:
            value = values.get(key)
            found = self.by[key].get(_spelled(key, value), []) if value else []
            if len(found) > 1:
                numbers = " et ".join(f"n° {one.number}" for one in found[:2])
                return None, f"Plusieurs équipements ont le {KEY_WORDS[key]} « {value} » ({numbers})."
            if found:
                return found[0], _other_serial(key, values, found[0])
        return None, ""


def _spelled(key: str, value: str) -> str:
    return clean(value) if key == "serial" else fold(value)


def _other_serial(key: str, values: Mapping[str, Any], known: Known) -> str:
    told, kept = values.get("serial"), known.values.get("serial")
    if key == "serial" or not told or not kept:
        return ""
    return (
        f"Le {KEY_WORDS[key]} « {values[key]} » est celui de l’équipement n° {known.number}, "
        f"dont le n° de série est {kept} et non {told}."
    )


def plan(lines: Sequence[Line], known: Iterable[Known], *, rooms: Places, types: Places, today: date) -> Plan:
    """Say what each line would do; nothing is written."""
    inventory, seen = _Inventory(known), _Seen()
    planned = [_one(line, inventory, seen, rooms, types, today) for line in lines]
    return Plan(planned, list(rooms.new.values()), list(types.new.values()))


class _Seen:
    """What earlier lines of the same file already spoke of."""

    def __init__(self) -> None:
        self.keys: dict[tuple[str, str], int] = {}
        self.records: dict[int, int] = {}

    def twin(self, line: Line, known: Known | None) -> str:
        """Why this line repeats an earlier one; empty when it does not, and then it is remembered."""
        for key in KEYS:
            if value := line.values.get(key):
                first = self.keys.setdefault((key, _spelled(key, value)), line.line)
                if first != line.line:
                    return f"Même {KEY_WORDS[key]} que la ligne {first}."
        first = self.records.setdefault(known.pk, line.line) if known else line.line
        return "" if first == line.line else f"Même équipement que la ligne {first}."


def _one(
    line: Line, inventory: _Inventory, seen: _Seen, rooms: Places, types: Places, today: date
) -> Planned:
    values, problems = dict(line.values), list(line.problems)
    known, doubt = inventory.find(values)
    problems += [reason for reason in (doubt, seen.twin(line, known)) if reason]
    if not any(values.get(key) for key in KEYS):
        problems.append(NO_KEY)
    if known is None:
        _complete(values, problems)
    for code, places in (("room", rooms), ("type", types)):
        if name := values.get(code):
            values[code], refused = places.resolve(name)
            problems += [refused] if refused else []
    if problems:
        return Planned(line.line, "refused", reasons=problems)
    if known is None:
        return Planned(line.line, "created", after=values)
    return _compared(line.line, values, known, today)


def _complete(values: dict[str, Any], problems: list[str]) -> None:
    """What a new record needs besides: a name, a type, a state in which it is there."""
    values.setdefault("type", OTHER_TYPE)
    made_as = f"{values.get('maker', '')} {values.get('model', '')}".strip()
    values.setdefault("name", made_as[:80] or values["type"])
    if State(values.setdefault("state", State.SERVICE.value)) not in PRESENT:
        label = State(values["state"]).label.lower()
        problems.append(f"Un équipement « {label} » ne s’importe pas : il n’est pas encore connu ici.")


def _compared(line: int, values: dict[str, Any], known: Known, today: date) -> Planned:
    after = {code: value for code, value in values.items() if value != known.values.get(code)}
    if not after:
        return Planned(line, "unchanged", known.pk)
    reasons = []
    if known.values["state"] == State.DISPOSED:
        reasons = ["Cet équipement est sorti de l’inventaire : sa fiche ne change plus."]
    elif "state" in after:
        owner = values.get("owner", known.values["owner"])
        reasons = refusals(State(known.values["state"]), State(after["state"]), owner=owner, today=today)
    if reasons:
        return Planned(line, "refused", reasons=reasons)
    before = {code: known.values.get(code) for code in after}
    return Planned(line, "changed", known.pk, before, after)
