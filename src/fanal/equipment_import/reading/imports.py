"""What an import is compared with, and what its pages show."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F

from fanal.accounts.models import Person
from fanal.accounts.models.member import Member
from fanal.core.imports.models import Import, ImportLine
from fanal.core.pages.filter_chips import FilterChip, tab_chips
from fanal.equipment.models import Building, Equipment
from fanal.equipment.reading.history import FieldBeforeAfter, differences_of, in_words
from fanal.equipment_import.rules.fields import LABELS
from fanal.equipment_import.rules.names import FIRST_BUILDING, FIRST_SITE

Names = dict[str, dict[int, str]]
EFFECTS = {
    "": "Toutes les lignes",
    "created": "Créés",
    "changed": "Modifiés",
    "unchanged": "Inchangés",
    "refused": "À corriger",
}
TONES = {"created": "ok", "changed": "info", "unchanged": "", "refused": "bad"}


@dataclass(frozen=True)
class EquipmentPreviewLine:
    """One line of the preview."""

    line: int
    label: str
    tone: str
    name: str
    number: int | None
    differences: list[FieldBeforeAfter]
    record_words: str
    reasons: list[str]


def effects_of(lines: list[ImportLine], imported: Import) -> list[EquipmentPreviewLine]:
    """The lines of one page, in words; one query for the records they touch."""
    targets = {line.target for line in lines if line.target}
    records = Equipment.objects.for_school(imported.school_id).filter(pk__in=targets)
    named = {pk: (number, name) for pk, number, name in records.values_list("pk", "number", "name")}
    names = _holders(lines, imported.school_id)
    return [_effect(line, named, imported.columns, names) for line in lines]


def _holders(lines: list[ImportLine], school_id: int) -> Names:
    """The names of the holders that these lines tell of; one query, and none when they tell of nobody."""
    sides = [side or {} for line in lines for side in (line.before, line.after)]
    wanted: set[int] = {side["holder"] for side in sides if side.get("holder")}
    if not wanted:
        return {}
    people = Person.objects.for_school(school_id).filter(pk__in=wanted)
    return {"holder": {person.pk: str(person) for person in people}}


def _effect(
    line: ImportLine, named: dict[int, tuple[int, str]], columns: list[str], names: Names
) -> EquipmentPreviewLine:
    number, name = named.get(line.target, (None, "")) if line.target else (None, "")
    changed = line.effect == ImportLine.Effect.CHANGED
    return EquipmentPreviewLine(
        line.line,
        ImportLine.Effect(line.effect).label if line.effect else "",
        TONES.get(line.effect, ""),
        name or (line.after or {}).get("name", "") or _cell(line.cells, columns, "name"),
        number,
        list(differences_of({"before": line.before, "after": line.after}, names)) if changed else [],
        _record_in_words(line.after or {}, names) or " · ".join(cell for cell in line.cells if cell)[:160],
        line.reasons,
    )


def _record_in_words(values: dict[str, Any], names: Names) -> str:
    """What a new record will say, as its page will, its name aside: not the words of the file."""
    parts = [in_words(code, values[code], names) for code in LABELS if values.get(code) and code != "name"]
    return " · ".join(parts)


def _cell(cells: list[str], columns: list[str], code: str) -> str:
    rank = columns.index(code) if code in columns else -1
    return cells[rank] if 0 <= rank < len(cells) else ""


def effect_chips(imported: Import, current: str) -> list[FilterChip]:
    """How many lines of each effect; the first leads to all of them."""
    counts = [imported.created, imported.changed, imported.unchanged, imported.refused]
    whole, *chips = tab_chips(EFFECTS, [imported.read, *counts], current, name="effet")
    return [whole, *(chip for chip in chips if chip.count)]


@dataclass(frozen=True)
class NewRoom:
    """A room to create, whether it is wanted, and where it will stand."""

    name: str
    is_wanted: bool
    where: str


def new_rooms(member: Member, imported: Import) -> list[NewRoom]:
    """The rooms that an import creates, by building; one query, and none when there is no new room."""
    names = imported.creations.get("rooms", {})
    if not names:
        return []
    first = Building.objects.for_school(member.school).order_by("pk").annotate(where=F("site__name")).first()
    usual = f"{first.name} ({first.where})" if first else f"{FIRST_BUILDING} ({FIRST_SITE})"
    places = imported.creations.get("where", {})
    rooms = [
        NewRoom(name, wanted, places[name][1] if name in places else usual) for name, wanted in names.items()
    ]
    return sorted(rooms, key=lambda room: room.where)
