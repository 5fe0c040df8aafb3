"""What happened to one piece of equipment, in French, from the journal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat

from fanal.accounts.models import Person
from fanal.core.database.prepared import prepared
from fanal.core.imports.models import ImportLine
from fanal.core.journal.models import JournalEntry
from fanal.core.journal.names import name_of
from fanal.core.text.money import euros
from fanal.equipment.models import Equipment, EquipmentType, Room
from fanal.equipment.models.equipment import EquipmentOwner

MOST = 50
MERGED_INTO = "equipment.merged_into"  # said once, by the record that was kept
SENTENCES = {
    "equipment.registered": "Enregistré dans l’inventaire",
    "equipment.changed": "Fiche modifiée",
    "equipment.corrected": "Fiche modifiée avec d’autres",
    "equipment.record_back": "Modification annulée",
    "equipment.moved": "Déplacé",
    "equipment.moved_back": "Déplacement annulé",
    "equipment.merged": "Une autre fiche réunie à celle-ci",
    "equipment.merged_into": "Réunie à une autre fiche",
    "equipment.separated": "Une fiche séparée de celle-ci",
    "equipment.came_back": "Fiche séparée d’une autre",
    "equipment.kept_distinct": "Dite distincte d’une autre machine",
    "equipment.state_changed": "État changé",
    "equipment.state_back": "Changement d’état annulé",
    "equipment.story": "Enregistré dans l’inventaire",
    "created": "Créé par un import",
    "changed": "Modifié par un import",
}
WRITTEN = ("created", "changed")  # the effects of an import's line that touched a record
LINKS = {"room": Room, "type": EquipmentType, "holder": Person, "kept_in": Equipment}
NOTHING = "rien"
LABELS_OF_FIELDS = {field.name: str(field.verbose_name) for field in Equipment._meta.concrete_fields}
LABELS = {"room": "salle", "type": "type", "holder": "confié à", "payer": "acheté par", "price_cents": "prix"}


@dataclass(frozen=True)
class FieldBeforeAfter:
    """One field before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Event:
    """One line of the history."""

    at: datetime
    who: str
    sentence: str
    reason: str
    differences: list[FieldBeforeAfter]


def history_of(equipment: Equipment, merged: Iterable[int] = ()) -> list[Event]:
    """The latest events, newest first; three queries, whatever `merged` (keys of records) holds."""
    here, kept = equipment.school_id, list[tuple[Any, int, str, str, dict[str, Any]]]()
    keys = (equipment.pk, *merged)
    own, *others = [f"{name_of(equipment)}:{key}" for key in keys]
    entries = [row for row in _entries(here, own, *others) if row.subject == own or row.verb != MERGED_INTO]
    kept += [(row.at, row.seq, row.verb, row.author, row.content) for row in entries]
    kept += [_of_import(line) for line in _import_lines(here, *keys)]
    rows = sorted(kept, key=lambda row: row[:2], reverse=True)[:MOST]
    names = _names_in(
        [payload for *_, payload in rows], [author for *_, author, _ in rows], equipment.school_id
    )
    return [
        Event(
            at,
            _who(author, names),
            SENTENCES.get(verb, "Modifié"),
            payload.get("reason", ""),
            list(differences_of(payload, names)),
        )
        for at, _, verb, author, payload in rows
    ]


def _entries(school_id: int, *subjects: str) -> QuerySet[JournalEntry]:
    rows = JournalEntry.objects.for_school(school_id).filter(subject__in=subjects)
    return rows.order_by("-at", "-seq")[:MOST]


def _import_lines(school_id: int, *equipment_ids: int) -> QuerySet[ImportLine]:
    """An import is one entry of the journal; its lines say what it did to these machines."""
    rows = ImportLine.objects.for_school(school_id).filter(
        target__in=equipment_ids,
        effect__in=WRITTEN,
        imported__kind="equipment",
        imported__applied_at__isnull=False,
    )
    return rows.select_related("imported").order_by("-imported__applied_at", "-line")[:MOST]


def _of_import(line: ImportLine) -> tuple[Any, int, str, str, dict[str, Any]]:
    """What a line of an import wrote, as an entry of the journal says it."""
    imported = line.imported
    reason = f"import n° {imported.number}, ligne {line.line}"
    payload = {"before": line.before, "after": line.after, "reason": reason}
    return imported.applied_at, line.line, line.effect, f"person:{imported.made_by_id or ''}", payload


def without_people(events: Iterable[Event]) -> list[Event]:
    """The same for a partner: what happened to the machine, never who did it nor who holds it."""
    holder = LABELS["holder"]
    return [
        replace(
            event,
            who="",
            differences=[difference for difference in event.differences if difference.label != holder],
        )
        for event in events
    ]


def _names_in(
    payloads: list[dict[str, Any]], authors: Iterable[str], school_id: int
) -> dict[str, dict[int, str]]:
    """The name of every room, type and person told of, in one query; none when nothing is named."""
    wanted = {field: _ids(payloads, field) for field in LINKS}
    wanted["holder"] |= {pk for author in authors if (pk := _person(author))}
    names: dict[str, dict[int, str]] = {field: {} for field in LINKS}
    counts = tuple((field, len(ids)) for field, ids in wanted.items() if ids)
    if counts:
        ids = [pk for field, _ in counts for pk in wanted[field]]
        for field, pk, name in _named(school_id, *ids, counts=counts):
            names[field][pk] = name
    return names


def _ids(payloads: Iterable[dict[str, Any]], field: str) -> set[int]:
    sides = [payload.get(side) or {} for payload in payloads for side in ("before", "after")]
    return {values[field] for values in sides if isinstance(values.get(field), int)}


@prepared
def _named(school_id: int, *ids: int, counts: tuple[tuple[str, int], ...]) -> QuerySet:
    """`counts`: how many of the ids are rooms, then types, then people."""
    left, questions = list(ids), []
    for field, count in counts:
        model, mine = LINKS[field], left[:count]
        name = Concat("given_name", Value(" "), "family_name") if model is Person else F("name")
        rows = model.objects.for_school(school_id).filter(pk__in=mine).order_by()
        questions.append(rows.values_list(Value(field), "pk", name))
        left = left[count:]
    first, *others = questions
    return first.union(*others, all=True).order_by() if others else first


def _who(author: str, names: dict[str, dict[int, str]]) -> str:
    systems = {"system:agent": "Agent d’inventaire", "system:setup": "Mise en service"}
    pk = _person(author)
    return names["holder"].get(pk, "") if pk else systems.get(author, "")


def _person(author: str) -> int | None:
    """Whose key stands in « person:12 »; None when it is nobody's."""
    pk = author.removeprefix("person:")
    return int(pk) if pk.isdecimal() else None


def differences_of(payload: dict[str, Any], names: dict[str, dict[int, str]]) -> Iterator[FieldBeforeAfter]:
    """What changed between two states; a link is named by its row, or by its own text."""
    before, after = payload.get("before"), payload.get("after") or {}
    if before is None:
        return
    for field in sorted(after):
        yield FieldBeforeAfter(
            LABELS.get(field) or LABELS_OF_FIELDS.get(field, field),
            in_words(field, before.get(field), names),
            in_words(field, after[field], names),
        )


def in_words(field: str, value: Any, names: dict[str, dict[int, str]]) -> str:
    """One value of a record as a person reads it."""
    if value in (None, ""):
        return NOTHING
    match field:
        case "room" | "type" | "holder" | "kept_in":
            return names.get(field, {}).get(value, "effacé") if isinstance(value, int) else str(value)
        case "state":
            return str(Equipment.State(value).label)
        case "owner" | "payer":
            return str(EquipmentOwner(value).label)
        case "price_cents":
            return euros(int(value))
        case "is_pedagogical" | "is_owner_known":
            return "oui" if value else "non"
        case "bought_on" | "warranty_until":
            return date.fromisoformat(value).strftime("%d/%m/%Y")
    return str(value)
