"""What would each line of a file do to the inventory?

The same file twice changes nothing. A refused line changes nothing either, and says why.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fanal.core.imports.planned import Planned
from fanal.equipment.rules.states import PRESENT, EquipmentState, refusals
from fanal.equipment_import.rules.fields import KEPT, LABELS
from fanal.equipment_import.rules.guessing import guessed_type
from fanal.equipment_import.rules.line import ImportedLine
from fanal.equipment_import.rules.names import Names, Places
from fanal.equipment_import.rules.recognition import (
    KEYS,
    ExistingRecord,
    RecordIndex,
    Seen,
    has_key,
    is_same,
)

OTHER_TYPE = "Autre équipement"
NO_KEY = (
    "Il manque un n° de série ou un n° d’inventaire : sans lui, un second import créerait un double. "
    "Si l’appareil n’en porte aucun, écrivez « N/C » dans la colonne du n° de série."
)
POOR_KEY = (
    "« {} » ne distingue pas un appareil d’un autre (trop court, ou texte par défaut du fabricant) : "
    "recopiez l’étiquette de l’appareil. S’il n’en porte aucune, écrivez « N/C »."
)


@dataclass
class ImportPlan:
    """The lines in order, and what would have to be created first; `new_places`: room → (site, building).

    `remarks`: what the preview tells of the whole file.
    """

    lines: list[Planned]
    new_rooms: list[str]
    new_types: list[str]
    new_places: dict[str, tuple[str, str]]
    remarks: list[str]


class _Planner:
    """One pass over the lines of a file, in their order."""

    def __init__(
        self,
        records: Sequence[ExistingRecord],
        rooms: Places,
        types: Places,
        today: date,
        *,
        is_private: bool,
    ) -> None:
        self.inventory, self.seen = RecordIndex(records), Seen()
        self.names = Names(record.values["name"] for record in records)
        self.rooms, self.types, self.today = rooms, types, today
        self.is_private = is_private
        self.emptied: Counter[str] = Counter()

    def planned(self, line: ImportedLine) -> Planned:
        values, problems = dict(line.values), list(line.problems)
        problems += self._resolved(line, values)
        record, doubt = self.inventory.find(line, values)
        problems += [reason for reason in (doubt, self.seen.twin(line, record)) if reason]
        if record is None:
            problems += self._completed(line, values)
        if problems:
            return Planned(line.line, "refused", reasons=problems)
        if record is not None:
            self.emptied.update(code for code in line.empty if record.values.get(code) not in {None, ""})
            return _compared(line.line, values, record, self.today, is_private=self.is_private)
        values.setdefault("name", self.names.give(_made_as(values) or values["type"]))
        return Planned(line.line, "created", after=values)

    def emptied_remarks(self) -> list[str]:
        """What an empty cell would have erased, by column."""
        counts = ", ".join(f"{LABELS[code]} ({self.emptied[code]})" for code in KEPT if self.emptied[code])
        sentence = f"Une cellule vide n’efface rien : les fiches gardent ce qu’elles disent. {counts}."
        return [sentence] if counts else []

    def _resolved(self, line: ImportedLine, values: dict[str, Any]) -> list[str]:
        """Spell the room and the type as the school does; why that cannot be."""
        reasons = []
        if (room := values.get("room")) and line.reference is None:  # ours is known by its number
            values["room"] = self.rooms.apart(room, line.site, line.building)
        for code, places in (("room", self.rooms), ("type", self.types)):
            if name := values.get(code):
                values[code], refused = places.resolve(name)
                reasons += [refused] if refused else []
        if room := values.get("room"):
            self.rooms.stands(room, line.site, line.building)
        return reasons

    def _completed(self, line: ImportedLine, values: dict[str, Any]) -> list[str]:
        """Give a new record its type and its state; why it cannot be made."""
        reasons: list[str] = []
        if not (has_key(values) or line.is_unnumbered or line.unread.intersection(KEYS)):
            reasons = [POOR_KEY.format(line.poor_serial) if line.poor_serial else NO_KEY]
        if "type" not in values:
            said = guessed_type(_made_as(values), str(values.get("name", "")))
            values["type"], refused = self.types.resolve(said or OTHER_TYPE)
            reasons += [refused] if refused else []
        if EquipmentState(values.setdefault("state", EquipmentState.SERVICE.value)) not in PRESENT:
            label = EquipmentState(values["state"]).label.lower()
            reasons.append(f"Un équipement « {label} » ne s’importe pas : il n’est pas encore connu ici.")
        return reasons


def _made_as(values: Mapping[str, Any]) -> str:
    return f"{values.get('maker', '')} {values.get('model', '')}".strip()


def plan(
    lines: Sequence[ImportedLine],
    records: Iterable[ExistingRecord],
    *,
    rooms: Places,
    types: Places,
    today: date,
    is_private: bool = False,
) -> ImportPlan:
    """Say what each line would do; nothing is written. `is_private`: of the school, whose bodies differ."""
    planner = _Planner(list(records), rooms, types, today, is_private=is_private)
    planned = [planner.planned(line) for line in lines]
    remarks = [*rooms.standing.remarks(), *planner.emptied_remarks(), *_day_remarks(lines)]
    return ImportPlan(planned, list(rooms.new.values()), list(types.new.values()), rooms.where, remarks)


def _day_remarks(lines: Sequence[ImportedLine]) -> list[str]:
    """How many dates without a day were read, and how."""
    count = sum(len(line.without_day) for line in lines)
    if not count:
        return []
    dates = f"{count} dates disent" if count > 1 else "Une date dit"
    return [
        f"{dates} un mois ou une année : un achat est lu au premier jour, une fin de garantie au dernier. "
        "L’aperçu montre le jour."
    ]


def _compared(
    line: int, values: dict[str, Any], record: ExistingRecord, today: date, *, is_private: bool
) -> Planned:
    after = {
        code: value for code, value in values.items() if not is_same(code, value, record.values.get(code))
    }
    if not after:
        return Planned(line, "unchanged", record.pk)
    reasons = []
    if record.values["state"] == EquipmentState.DISPOSED:
        reasons = ["Cet équipement est sorti de l’inventaire : sa fiche ne change plus."]
    elif "state" in after:
        owner = values.get("owner", record.values["owner"])
        before, to = EquipmentState(record.values["state"]), EquipmentState(after["state"])
        reasons = refusals(before, to, owner=owner, today=today, is_private=is_private)
    if reasons:
        return Planned(line, "refused", reasons=reasons)
    former = {code: record.values.get(code) for code in after}
    return Planned(line, "changed", record.pk, former, after)
