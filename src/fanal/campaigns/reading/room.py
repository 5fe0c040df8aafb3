"""One room of a campaign as whoever stands in it sees it: its machines, and what does not belong there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fanal.campaigns.models import Campaign, Scan
from fanal.campaigns.reading.progress import RoomRow, lent_machines
from fanal.core.database.french_order import sort_key
from fanal.equipment.models import Equipment, Label, Room
from fanal.equipment.reading.left import leaving_words
from fanal.equipment.rules.states import PRESENT


@dataclass(frozen=True)
class ExpectedRow:
    """A machine expected here. `codes`: all that a scan of it may read, known without network."""

    equipment: Equipment
    codes: str
    is_found: bool
    is_lent: bool
    seen_in: Room | None = None


@dataclass(frozen=True)
class StrangerRow:
    """A machine that was seen here and is filed elsewhere, is noted lost, or has left the inventory."""

    scan: Scan
    machine: Equipment
    is_lent: bool = False
    leaving: str = ""  # when it left the inventory, and by which decision

    @property
    def may_be_put_here(self) -> bool:
        return self.machine.state in PRESENT and not self.is_lent

    @property
    def words(self) -> str:
        """Where its record says that it is; its state, when that is nowhere."""
        if self.leaving:
            return self.leaving
        if self.is_lent:
            return "noté « Prêté » : notez son retour"
        if self.machine.state not in PRESENT:
            return f"noté « {self.machine.get_state_display()} »"
        return f"rangé en {self.machine.room}" if self.machine.room else "rangé sans salle"


@dataclass(frozen=True)
class RoomContent:
    """What the page of one room shows."""

    machines: list[ExpectedRow]
    strangers: list[StrangerRow]
    left: list[StrangerRow]
    unknown: list[Scan]
    late: list[Scan]


def room_content(campaign: Campaign, row: RoomRow) -> RoomContent:
    progress, scans = row.progress, Scan.objects.for_school(campaign.school_id).filter(campaign=campaign)
    here = scans.filter(room=row.room).select_related("equipment__room").order_by("-read_at", "-pk")
    lent = set(lent_machines(campaign.school_id))
    seen = [
        (scan, scan.equipment)
        for scan in here.filter(pk__in=[*progress.from_elsewhere, *progress.left])
        if scan.equipment is not None
    ]
    gone = [machine for scan, machine in seen if scan.pk in progress.left]
    leaving = leaving_words(campaign.school_id, gone)
    rows = [
        StrangerRow(scan, machine, machine.pk in lent, leaving.get(machine.pk, "")) for scan, machine in seen
    ]
    strangers = [stranger for stranger in rows if stranger.scan.pk not in progress.left]
    left = [stranger for stranger in rows if stranger.scan.pk in progress.left]
    unknown = {scan.text.lower(): scan for scan in reversed(here.in_time().filter(equipment__isnull=True))}
    machines = _machines(campaign, row)
    return RoomContent(machines, strangers, left, list(unknown.values()), list(here.late()))


def _machines(campaign: Campaign, row: RoomRow) -> list[ExpectedRow]:
    progress = row.progress
    keys = [*progress.found, *progress.missing, *progress.lent, *progress.seen_elsewhere]
    rows = Equipment.objects.for_school(campaign.school_id).filter(pk__in=keys).select_related("type")
    labels = Label.objects.for_school(campaign.school_id).filter(equipment__in=keys)
    codes: dict[int, list[str]] = defaultdict(list)
    for machine, code in labels.order_by("is_former", "pk").values_list("equipment", "code"):
        codes[machine].append(code)
    found, lent, elsewhere = (
        set(progress.found),
        set(progress.lent),
        _rooms_where_seen(campaign, progress.seen_elsewhere),
    )
    return [
        ExpectedRow(
            machine,
            _codes(machine, codes),
            machine.pk in found,
            machine.pk in lent,
            elsewhere.get(machine.pk),
        )
        for machine in rows.order_by(sort_key("name"), "number")
    ]


def _codes(machine: Equipment, codes: Mapping[int, Sequence[str]]) -> str:
    numbers = (
        *codes.get(machine.pk, ()),
        machine.serial,
        machine.authority_number,
        machine.school_number,
        machine.name,
    )
    return "|".join(number.upper() for number in numbers if number)


def _rooms_where_seen(campaign: Campaign, machines: list[int]) -> dict[int, Room]:
    if not machines:
        return {}
    scans = Scan.objects.for_school(campaign.school_id).filter(campaign=campaign, equipment__in=machines)
    rows = scans.in_time().select_related("room").order_by("read_at", "pk")
    return {scan.equipment_id: scan.room for scan in rows if scan.equipment_id}


def room_codes(campaign: Campaign) -> dict[str, int]:
    """The labels of the doors of the campaign: scanning one opens its room, without network too."""
    labels = Label.objects.for_school(campaign.school_id).filter(room__in=campaign.places.values("room"))
    return dict(labels.values_list("code", "room"))
