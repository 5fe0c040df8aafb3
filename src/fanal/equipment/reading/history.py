"""What happened to one piece of equipment, in French, from the journal."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat

from fanal.accounts.models import Person
from fanal.core.imports.models import ImportLine
from fanal.core.journal.models import JournalEntry
from fanal.core.journal.writing import subject_of
from fanal.core.money import euros
from fanal.core.prepared import prepared
from fanal.equipment.models import Equipment, EquipmentType, Room
from fanal.equipment.models.equipment import Owner

MOST = 50
SENTENCES = {
    "equipment.registered": "Enregistré dans l’inventaire",
    "equipment.changed": "Fiche modifiée",
    "equipment.moved": "Déplacé",
    "equipment.state_changed": "État changé",
    "equipment.story": "Enregistré dans l’inventaire",
}
WRITTEN = {"created": "Créé par un import", "changed": "Modifié par un import"}
LINKS = {"room": Room, "type": EquipmentType, "holder": Person}
NOTHING = "rien"
LABELS_OF_FIELDS = {field.name: str(field.verbose_name) for field in Equipment._meta.concrete_fields}
LABELS = {"room": "salle", "type": "type", "holder": "confié à", "price_cents": "prix"}


@dataclass(frozen=True)
class Difference:
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
    differences: list[Difference]


def history_of(equipment: Equipment) -> list[Event]:
    """The latest events, newest first; two queries, and one for each sort of names."""
    entries = _entries(equipment.school_id, subject_of(equipment))
    events = told(entries, equipment.school_id) + _imports_of(equipment)
    return sorted(events, key=lambda event: event.at, reverse=True)[:MOST]


@prepared
def _entries(school_id: int, subject: str) -> QuerySet[JournalEntry]:
    return JournalEntry.objects.for_school(school_id).filter(subject=subject).order_by("-at", "-seq")[:MOST]


@prepared
def _import_lines(school_id: int, pk: int) -> QuerySet[ImportLine]:
    lines = ImportLine.objects.for_school(school_id).filter(
        target=pk, effect__in=WRITTEN, imported__kind="equipment", imported__applied_at__isnull=False
    )
    return lines.select_related("imported__made_by").order_by("-imported__applied_at")[:MOST]


def _imports_of(equipment: Equipment) -> list[Event]:
    """An import is one entry of the journal; what it did to each record is in its lines."""
    return [
        Event(
            applied_at,
            str(line.imported.made_by or ""),
            WRITTEN[line.effect],
            f"import n° {line.imported.number}, ligne {line.line}",
            list(differences_of({"before": line.before, "after": line.after}, {})),
        )
        for line in _import_lines(equipment.school_id, equipment.pk)
        if (applied_at := line.imported.applied_at)
    ]


def without_people(events: Iterable[Event]) -> list[Event]:
    """The same for a partner: what happened to the machine, never who did it nor who holds it."""
    holder = LABELS["holder"]
    return [
        replace(event, who="", differences=[one for one in event.differences if one.label != holder])
        for event in events
    ]


def told(entries: list[JournalEntry], school_id: int) -> list[Event]:
    """Entries of the journal as sentences; the rows they name are read in one query."""
    payloads = [json.loads(entry.payload or "{}") for entry in entries]
    authors = {int(entry.author[7:]) for entry in entries if entry.author.startswith("person:")}
    wanted = {field: _ids(payloads, field) for field in LINKS}
    names = _names(school_id, wanted | {"holder": wanted["holder"] | authors})
    return [
        Event(
            entry.at,
            _who(entry.author, names),
            SENTENCES.get(entry.verb, "Modifié"),
            payload.get("reason", ""),
            list(differences_of(payload, names)),
        )
        for entry, payload in zip(entries, payloads, strict=True)
    ]


def _ids(payloads: Iterable[dict[str, Any]], field: str) -> set[int]:
    sides = [payload.get(side, {}) for payload in payloads for side in ("before", "after")]
    return {values[field] for values in sides if isinstance(values.get(field), int)}


@prepared
def _named(school_id: int, *ids: int, field: str) -> QuerySet:
    model = LINKS[field]
    name = Concat("given_name", Value(" "), "family_name") if model is Person else F("name")
    return model.objects.for_school(school_id).filter(pk__in=ids).order_by().values_list("pk", name)


def _names(school_id: int, ids: dict[str, set[int]]) -> dict[str, dict[int, str]]:
    """The name of every room, type and person told of; one query for each sort of them."""
    return {
        field: dict(_named(school_id, *wanted, field=field)) if wanted else {}
        for field, wanted in ids.items()
    }


def _who(author: str, names: dict[str, dict[int, str]]) -> str:
    systems = {"system:agent": "Agent d’inventaire", "system:setup": "Mise en service"}
    if author.startswith("person:"):
        return names["holder"].get(int(author[7:]), "")
    return systems.get(author, "")


def differences_of(payload: dict[str, Any], names: dict[str, dict[int, str]]) -> Iterator[Difference]:
    """What changed between two states; a link is named by its row, or by its own text."""
    before, after = payload.get("before"), payload.get("after") or {}
    if before is None:
        return
    for field in sorted(after):
        yield Difference(
            LABELS.get(field) or LABELS_OF_FIELDS.get(field, field),
            in_words(field, before.get(field), names),
            in_words(field, after[field], names),
        )


def in_words(field: str, value: Any, names: dict[str, dict[int, str]]) -> str:
    """One value of a record as a person reads it."""
    if value in (None, ""):
        return NOTHING
    match field:
        case "room" | "type" | "holder":
            return names.get(field, {}).get(value, "effacé") if isinstance(value, int) else str(value)
        case "state":
            return str(Equipment.State(value).label)
        case "owner" | "payer":
            return str(Owner(value).label)
        case "price_cents":
            return euros(int(value))
        case "is_pedagogical":
            return "oui" if value else "non"
        case "bought_on" | "warranty_until":
            return date.fromisoformat(value).strftime("%d/%m/%Y")
    return str(value)
