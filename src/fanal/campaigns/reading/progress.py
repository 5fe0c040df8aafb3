"""How far is a campaign, by building and room? Five questions, whatever the number of machines."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower

from fanal.campaigns.models import Campaign, CampaignRoom, Scan
from fanal.campaigns.rules.progress import RoomProgress, SeenMachine, progress_of
from fanal.core.database.french_order import sort_key
from fanal.core.database.prepared import prepared
from fanal.core.text.french import counted
from fanal.equipment.models import Building, Custody, Equipment, Room
from fanal.equipment.rules.states import EquipmentState

FIGURES = {
    "expected": "attendus",
    "found": "trouvés",
    "missing": "manquants",
    "lent": "prêtés",
    "elsewhere": "venus d’ailleurs",
    "unknown": "inconnus",
}
FROZEN = "Son procès-verbal est figé ; ce que des téléphones enverraient ensuite est montré à part."
NOT_YET = "pas encore vus"  # what is missing, as long as somebody looks for it


@dataclass(frozen=True)
class RoomRow:
    """One room of the campaign, and how far it is."""

    room: Room
    progress: RoomProgress

    @property
    def words(self) -> str:
        if not self.progress.expected:
            return "rien n’y est rangé"
        return f"{len(self.progress.found)} sur {self.progress.expected}"

    @property
    def surprises(self) -> str:
        """« 1 d’ailleurs, 2 inconnus »."""
        away, unknown = len(self.progress.from_elsewhere), self.progress.unknown
        parts = [f"{away} d’ailleurs"] if away else []
        if count := len(self.progress.left):
            parts.append(f"{counted(count, 'sorti')} de l’inventaire")
        return ", ".join(parts + ([counted(unknown, "inconnu")] if unknown else []))

    @property
    def tone(self) -> str:
        if not self.progress.is_visited:
            return ""
        return "done" if self.progress.is_done else "waits"


@dataclass
class Totals:
    """The figures of several rooms."""

    rows: list[RoomRow] = field(default_factory=list)

    def _count(self, name: str) -> int:
        return sum(len(getattr(row.progress, name)) for row in self.rows)

    @property
    def expected(self) -> int:
        return sum(row.progress.expected for row in self.rows)

    @property
    def found(self) -> int:
        return self._count("found")

    @property
    def missing(self) -> int:
        return self._count("missing")

    @property
    def lent(self) -> int:
        return self._count("lent")

    @property
    def elsewhere(self) -> int:
        return self._count("from_elsewhere")

    @property
    def unknown(self) -> int:
        return sum(row.progress.unknown for row in self.rows)

    @property
    def done_words(self) -> str:
        """« 6 salles faites sur 34 »."""
        done = sum(row.progress.is_done for row in self.rows)
        return f"{counted(done, 'salle faite', 'salles faites')} sur {len(self.rows)}"

    @property
    def closing_question(self) -> str:
        """Closing cannot be undone: it says what is not seen yet."""
        unseen = counted(self.missing, "équipement pas encore vu sera", "équipements pas encore vus seront")
        words = f"{self.done_words}, {unseen} noté{'s' if self.missing > 1 else ''} manquant"
        state = f"{words}{'s' if self.missing > 1 else ''}" if self.missing else self.done_words
        return f"Clore la campagne ? {state}. {FROZEN}"

    @property
    def words(self) -> str:
        return f"{self.found} sur {self.expected}"

    @property
    def figures(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in FIGURES}


@dataclass
class BuildingProgress(Totals):
    """The rooms of one building."""

    building: Building = field(default_factory=Building)


def figure_lines(figures: dict[str, int], *, is_open: bool) -> list[tuple[int, str, str]]:
    """The value, the label and the tone of each that the campaign counted."""
    labels = FIGURES | ({"missing": NOT_YET} if is_open else {})
    counted_here = [(name, label) for name, label in labels.items() if name in figures]
    return [(figures[name], label, "ok" if name == "found" else "") for name, label in counted_here]


@prepared
def _places(school_id: int, campaign_id: int) -> QuerySet[CampaignRoom]:
    places = CampaignRoom.objects.for_school(school_id).filter(campaign=campaign_id)
    return places.select_related("room__building__site").order_by(
        sort_key("room__building__site__name"),
        sort_key("room__building__name"),
        "room__floor",
        sort_key("room__name"),
    )


def room_rows(campaign: Campaign) -> list[RoomRow]:
    """Every room of the campaign, by site, building, floor and name."""
    rooms = [place.room for place in _places(campaign.school_id, campaign.pk)]
    keys = [room.pk for room in rooms]
    machines = Equipment.objects.for_school(campaign.school_id).present()
    expected = machines.filter(room__in=keys).values_list("pk", "room_id")
    seen, left = _seen(campaign)
    lent = set(lent_machines(campaign.school_id))
    progress = progress_of(keys, dict(expected), seen, _unknown(campaign), left, lent)
    return [RoomRow(room, progress[room.pk]) for room in rooms]


@prepared
def lent_machines(school_id: int) -> Any:
    """The keys of what somebody has on loan, alone or in its trolley."""
    rows = Custody.objects.for_school(school_id).lent().filter(equipment__isnull=False)
    return rows.values_list("equipment", flat=True)


def _seen(campaign: Campaign) -> tuple[list[SeenMachine], set[int]]:
    """The scans that designate a machine; which of these have left the inventory."""
    rows = Scan.objects.for_school(campaign.school_id).filter(campaign=campaign, equipment__isnull=False)
    columns = ("pk", "equipment_id", "room_id", "read_at", "equipment__state")
    seen, left = list[SeenMachine](), set[int]()
    for *values, state in rows.in_time().values_list(*columns):
        seen.append(SeenMachine(*values))
        if state == EquipmentState.DISPOSED:
            left.add(values[1])
    return seen, left


def _unknown(campaign: Campaign) -> Iterable[int]:
    """The room of each unknown label, once a label."""
    rows = Scan.objects.for_school(campaign.school_id).filter(campaign=campaign, equipment__isnull=True)
    labels = rows.in_time().values_list("room_id", Lower("text")).distinct()
    return [room for room, _ in labels]


def by_building(rows: Iterable[RoomRow]) -> list[BuildingProgress]:
    buildings: dict[int, BuildingProgress] = {}
    for row in rows:
        building = row.room.building
        buildings.setdefault(building.pk, BuildingProgress(building=building)).rows.append(row)
    return list(buildings.values())
