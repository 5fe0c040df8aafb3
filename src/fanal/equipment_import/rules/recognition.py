"""Which record is a line of a file about, and which lines speak of one thing twice?

By the reference of our own export, else the serial, else the authority's number, else the school's own. A
line that says that the thing bears no number is the record that says all the same.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fanal.core.text.words import fold
from fanal.equipment.rules.serials import clean
from fanal.equipment_import.rules.line import ImportedLine

KEYS = ("serial", "authority_number", "school_number")
KEY_WORDS = {
    "serial": "n° de série",
    "authority_number": "n° d’inventaire de la collectivité",
    "school_number": "n° d’inventaire de l’établissement",
}


@dataclass(frozen=True)
class ExistingRecord:
    """A record of the school, with the values a file could change, written as a file's are.

    `former`: the numbers of the records that were merged into it; an older export still says them.
    """

    pk: int
    number: int
    values: Mapping[str, Any]
    former: Sequence[int] = ()


class RecordIndex:
    """The records by each of their numbers; those without any, to be recognised by all that a line says."""

    def __init__(self, records: Iterable[ExistingRecord]) -> None:
        self.by: dict[str, dict[str, list[ExistingRecord]]] = {key: defaultdict(list) for key in KEYS}
        self.by_number: dict[int, ExistingRecord] = {}
        self.unnumbered = Unnumbered()
        for record in records:
            self.by_number |= dict.fromkeys((record.number, *record.former), record)
            keys = [(key, value) for key in KEYS if (value := record.values.get(key))]
            for key, value in keys:
                self.by[key][_spelled(key, value)].append(record)
            if not keys:
                self.unnumbered.add(record)

    def find(self, line: ImportedLine, values: Mapping[str, Any]) -> tuple[ExistingRecord | None, str]:
        """(the record this line is about, why we cannot tell)."""
        if line.reference in self.by_number:
            record = self.by_number[line.reference]
            return record, self._serial_of_another(values, record)
        for key in KEYS:
            value = values.get(key)
            matches = self.by[key].get(_spelled(key, value), []) if value else []
            if len(matches) > 1:
                numbers = " et ".join(f"n° {match.number}" for match in matches[:2])
                return None, f"Plusieurs équipements ont le {KEY_WORDS[key]} « {value} » ({numbers})."
            if matches:
                return matches[0], _other_serial(key, values, matches[0])
        return (None if has_key(values) or not line.is_unnumbered else self.unnumbered.take(values)), ""

    def _serial_of_another(self, values: Mapping[str, Any], record: ExistingRecord) -> str:
        serial = values.get("serial")
        others = self.by["serial"].get(_spelled("serial", serial), []) if serial else []
        other = next((another for another in others if another.pk != record.pk), None)
        return f"Le n° de série « {serial} » est celui de l’équipement n° {other.number}." if other else ""


class Unnumbered:
    """The records without a number, by what they say of the codes that a line says: one pass a set of codes.

    Comparing each line with each record would take a large file an hour.
    """

    def __init__(self) -> None:
        self.records: list[tuple[ExistingRecord, dict[str, Any]]] = []
        self.by: dict[tuple[str, ...], dict[tuple[Any, ...], deque[ExistingRecord]]] = {}
        self.answered: set[int] = set()

    def add(self, record: ExistingRecord) -> None:
        self.records.append((record, {code: _plain(code, value) for code, value in record.values.items()}))

    def take(self, values: Mapping[str, Any]) -> ExistingRecord | None:
        """The first that says all that the line says; each answers one line only."""
        codes = tuple(sorted(values))
        if codes not in self.by:
            self.by[codes] = self._spread(codes)
        alike = self.by[codes].get(tuple(_plain(code, values[code]) for code in codes), deque())
        while alike:
            record = alike.popleft()
            if record.pk not in self.answered:
                self.answered.add(record.pk)
                return record
        return None

    def _spread(self, codes: tuple[str, ...]) -> dict[tuple[Any, ...], deque[ExistingRecord]]:
        spread: dict[tuple[Any, ...], deque[ExistingRecord]] = defaultdict(deque)
        for record, plain in self.records:
            if record.pk not in self.answered:
                spread[tuple(map(plain.get, codes))].append(record)
        return spread


def has_key(values: Mapping[str, Any]) -> bool:
    return any(values.get(key) for key in KEYS)


def _spelled(key: str, value: str) -> str:
    return clean(value) if key == "serial" else fold(value)


def is_same(code: str, value: Any, kept: Any) -> bool:
    """Whether a file and a record say the same: spaces and ends of lines aside, which files do not keep."""
    return bool(_plain(code, value) == _plain(code, kept))


def _plain(code: str, value: Any) -> Any:
    if code == "serial":
        return clean(value or "")
    return tuple(value.split()) if isinstance(value, str) else value


def _other_serial(key: str, values: Mapping[str, Any], record: ExistingRecord) -> str:
    serial, kept = values.get("serial"), record.values.get("serial")
    if key == "serial" or not serial or not kept:
        return ""
    return (
        f"Le {KEY_WORDS[key]} « {values[key]} » est celui de l’équipement n° {record.number}, "
        f"dont le n° de série est {kept} et non {serial}."
    )


class Seen:
    """What earlier lines of the same file already spoke of."""

    def __init__(self) -> None:
        self.keys: dict[tuple[str, str], int] = {}
        self.records: dict[int, int] = {}

    def twin(self, line: ImportedLine, record: ExistingRecord | None) -> str:
        """Why this line repeats an earlier one; empty when it does not, and then it is remembered."""
        for key in KEYS:
            if value := line.values.get(key):
                first = self.keys.setdefault((key, _spelled(key, value)), line.line)
                if first != line.line and not line.is_exported(key):
                    return f"Même {KEY_WORDS[key]} que la ligne {first}."
        first = self.records.setdefault(record.pk, line.line) if record else line.line
        return "" if first == line.line else f"Même équipement que la ligne {first}."
