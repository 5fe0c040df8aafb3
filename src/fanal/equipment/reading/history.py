"""What happened to one piece of equipment, in French, from the journal."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Concat

from fanal.accounts.models import Person
from fanal.core.journal.models import JournalEntry
from fanal.core.journal.writing import subject_of
from fanal.core.money import euros
from fanal.equipment.models import Equipment, EquipmentType, Room
from fanal.equipment.models.equipment import Owner

MOST = 50
SENTENCES = {
    "equipment.registered": "Enregistré dans l’inventaire",
    "equipment.changed": "Fiche modifiée",
    "equipment.moved": "Déplacé",
    "equipment.state_changed": "État changé",
    "equipment.imported": "Créé par un import",
    "equipment.import_changed": "Modifié par un import",
    "equipment.story": "Enregistré dans l’inventaire",
}
LINKS = {"room": Room, "type": EquipmentType, "holder": Person}
NOTHING = "rien"


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
    """The latest events, newest first; two queries."""
    entries = JournalEntry.objects.for_school(equipment.school_id).filter(subject=subject_of(equipment))
    return told(list(entries.order_by("-at", "-seq")[:MOST]), equipment.school_id)


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
            list(_differences(payload, names)),
        )
        for entry, payload in zip(entries, payloads, strict=True)
    ]


def _ids(payloads: Iterable[dict[str, Any]], field: str) -> set[int]:
    sides = [payload.get(side, {}) for payload in payloads for side in ("before", "after")]
    return {values[field] for values in sides if isinstance(values.get(field), int)}


def _names(school_id: int, ids: dict[str, set[int]]) -> dict[str, dict[int, str]]:
    """The name of every room, type and person told of, in one query."""
    person = Concat("given_name", Value(" "), "family_name")
    asked = [
        model.objects.for_school(school_id)
        .filter(pk__in=ids[field])
        .order_by()
        .values_list(Value(field), "pk", person if model is Person else F("name"))
        for field, model in LINKS.items()
    ]
    names: dict[str, dict[int, str]] = {field: {} for field in LINKS}
    for field, pk, name in asked[0].union(*asked[1:], all=True).order_by():
        names[field][pk] = name
    return names


def _who(author: str, names: dict[str, dict[int, str]]) -> str:
    systems = {"system:agent": "Agent d’inventaire", "system:setup": "Mise en service"}
    if author.startswith("person:"):
        return names["holder"].get(int(author[7:]), "")
    return systems.get(author, "")


def _differences(payload: dict[str, Any], names: dict[str, dict[int, str]]) -> Iterator[Difference]:
    before, after = payload.get("before"), payload.get("after", {})
    if before is None:
        return
    for field in sorted(after):
        label = Equipment._meta.get_field(field).verbose_name if field not in LINKS else _link_label(field)
        yield Difference(
            str(label).capitalize() if not str(label).startswith("n°") else str(label),
            in_words(field, before.get(field), names),
            in_words(field, after[field], names),
        )


def _link_label(field: str) -> str:
    return {"room": "salle", "type": "type", "holder": "confié à"}[field]


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
