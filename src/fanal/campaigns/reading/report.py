"""What a campaign says when it is closed: the rows of the table, and the data of the paper."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fanal.accounts.models import School
from fanal.accounts.reading.head import head_of, signer_words
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.campaigns.models import Campaign, Scan
from fanal.campaigns.reading.progress import (
    FIGURES,
    BuildingProgress,
    RoomRow,
    Totals,
    by_building,
    lent_machines,
)
from fanal.campaigns.reading.room import StrangerRow
from fanal.core.frozen.fingerprint import fingerprint_of_sum, proof, sum_of_data
from fanal.core.text.french import full_day, full_moment
from fanal.equipment.models import Equipment
from fanal.equipment.reading.left import leaving_words
from fanal.equipment.reading.owners import names_of

# What was added later stands last: the rows of a report frozen before have none of it.
HEADERS = (
    "Bâtiment",
    "Salle",
    "Équipement",
    "N°",
    "N° de série",
    "N° d’inventaire",
    "Résultat",
    "Vu en",
    "Remarque",
    "Type",
    "Marque et modèle",
    "Propriétaire",
)
FOUND, MISSING, ELSEWHERE, HERE, UNKNOWN = "Trouvé", "Manquant", "Vu ailleurs", "Venu d’ailleurs", "Inconnu"
LENT = "Prêté"
LEFT = "Sorti de l’inventaire"  # its batch left, or its state was changed, whatever the scan said before
MOVED = "Trouvé, rangé ici"  # its record said another room until somebody moved it
SHOWN = {
    MISSING: "Manquants",
    LENT: "Prêtés, que personne n’avait à voir",
    ELSEWHERE: "Vus dans une autre salle",
    HERE: "Venus d’ailleurs",
    MOVED: "Rangés dans leur nouvelle salle pendant le récolement",
    LEFT: "Vus, mais sortis de l’inventaire",
    UNKNOWN: "Étiquettes inconnues",
}


@dataclass(frozen=True)
class FrozenReport:
    """What is kept: figures by their name, the rows under `HEADERS`, the data of the paper."""

    figures: dict[str, int]
    rows: list[list[str]]
    paper: dict[str, Any]

    @property
    def content_sum(self) -> str:
        return sum_of_rows(self.figures, self.rows)


def sum_of_rows(figures: dict[str, int], rows: list[list[str]]) -> str:
    """Of what the report keeps as data, of which its paper is made."""
    return sum_of_data([figures, rows])


def report_of(campaign: Campaign, school: School, rooms: list[RoomRow], now: datetime) -> FrozenReport:
    totals = Totals(rooms)
    rows = _rows(campaign, school, rooms)
    moment = full_moment(now.astimezone(school.zone_info))
    paper = {
        "title": _title(campaign),
        "proof": proof(school.uai, fingerprint_of_sum(sum_of_rows(totals.figures, rows))),
        "school": f"{school.name} ({school.uai})",
        "letterhead": letterhead_of(school),
        "signer": list(signer_words(head_of(school, now.astimezone(school.zone_info).date()))),
        "span": f"Du {full_day(campaign.starts_on)} au {full_day(campaign.ends_on)}, clos le {moment}.",
        "figures": [[str(totals.figures[name]), label] for name, label in FIGURES.items()],
        "buildings": [_building(part) for part in by_building(rooms)],
        "parts": [
            {"title": title, "rows": [_paper_row(row) for row in listed]}
            for result, title in SHOWN.items()
            if (listed := [row for row in rows if row[6] == result])
        ],
    }
    return FrozenReport(totals.figures, rows, paper)


def _title(campaign: Campaign) -> str:
    """« Procès-verbal de récolement : juin »; a campaign whose name says it is not said twice."""
    name = str(campaign)
    if "récolement" in name.lower():
        return f"Procès-verbal : {name[0].lower()}{name[1:]}"
    return f"Procès-verbal de récolement : {name}"


def about_of(campaign: Campaign, school: School) -> list[list[object]]:
    """What the table says of itself, on a sheet of its own."""
    return [
        ["Établissement", f"{school.name} ({school.uai})"],
        ["Campagne", str(campaign)],
        ["Du", campaign.starts_on],
        ["Au", campaign.ends_on],
        ["Close le", campaign.closed_at and campaign.closed_at.astimezone(school.zone_info).date()],
    ]


def _paper_row(row: list[str]) -> list[str]:
    """Room, machine, serial number, inventory number, owner, remark: what the paper has room for."""
    return [row[1], row[2], row[4], row[5], row[11], row[7] or row[8]]


def _building(part: BuildingProgress) -> dict[str, Any]:
    rooms = [[str(row.room), *map(str, Totals([row]).figures.values())] for row in part.rows]
    return {"title": str(part.building), "rooms": rooms}


@dataclass(frozen=True)
class _Lines:
    """What the rows of every room are made of. `remarks`: of the scans of strangers, by their keys."""

    machines: dict[int, Equipment]
    scans: list[Scan]
    remarks: dict[int, str]
    owners: dict[str, str]

    def line(self, place: list[str], machine: Equipment, *result: str) -> list[str]:
        """`result`: what was found, in which room it was seen, a remark."""
        number = machine.authority_number or machine.school_number
        names = [machine.name, str(machine.number), machine.serial, number]
        return [*place, *names, *result, str(machine.type), machine.made_as, self.owners[machine.owner]]


def _rows(campaign: Campaign, school: School, rooms: list[RoomRow]) -> list[list[str]]:
    """By room; in each, what was expected by its name, then what was there without belonging there."""
    keys = [pk for row in rooms for pk in _expected(row)]
    expected = Equipment.objects.for_school(campaign.school_id).filter(pk__in=keys).select_related("type")
    kept = Scan.objects.for_school(campaign.school_id).filter(campaign=campaign).in_time()
    scans = list(kept.select_related("equipment__room", "equipment__type", "room").order_by("read_at", "pk"))
    machines = {machine.pk: machine for machine in expected}
    lines = _Lines(machines, scans, _remarks(campaign, rooms, scans), names_of(school))
    return [line for row in rooms for line in _of_room(row, lines)]


def _remarks(campaign: Campaign, rooms: list[RoomRow], scans: list[Scan]) -> dict[int, str]:
    """What the page of a room said of each: where it is filed, its state, when it left the inventory."""
    gone = {scan for row in rooms for scan in row.progress.left}
    away = {scan for row in rooms for scan in row.progress.from_elsewhere}
    seen = [(scan, scan.equipment) for scan in scans if scan.pk in gone | away and scan.equipment is not None]
    leaving = leaving_words(campaign.school_id, [machine for scan, machine in seen if scan.pk in gone])
    lent = set(lent_machines(campaign.school_id)) if seen else set()
    return {
        scan.pk: StrangerRow(scan, machine, machine.pk in lent, leaving.get(machine.pk, "")).words
        for scan, machine in seen
    }


def _expected(row: RoomRow) -> list[int]:
    progress = row.progress
    return [*progress.found, *progress.missing, *progress.lent, *progress.seen_elsewhere]


def _of_room(row: RoomRow, lines: _Lines) -> list[list[str]]:
    place, progress, scans, machines = (
        [str(row.room.building), str(row.room)],
        row.progress,
        lines.scans,
        lines.machines,
    )
    result = dict.fromkeys(progress.found, FOUND) | dict.fromkeys(progress.missing, MISSING)
    result |= dict.fromkeys(progress.lent, LENT) | dict.fromkeys(progress.seen_elsewhere, ELSEWHERE)
    seen_in = {scan.equipment_id: str(scan.room) for scan in scans}
    moved = {scan.equipment_id: f"venait de {scan.moved_from}" for scan in scans if scan.moved_from}
    result |= {pk: MOVED for pk in progress.found if pk in moved}
    rows = [
        lines.line(place, machines[pk], said, seen_in[pk] if said == ELSEWHERE else "", moved.get(pk, ""))
        for pk, said in sorted(result.items(), key=lambda item: str(machines[item[0]]))
    ]
    strangers = dict.fromkeys(progress.from_elsewhere, HERE) | dict.fromkeys(progress.left, LEFT)
    unknown = dict[str, Scan]()
    for scan in scans:
        if scan.pk in strangers and scan.equipment is not None:
            rows.append(lines.line(place, scan.equipment, strangers[scan.pk], "", lines.remarks[scan.pk]))
        elif scan.equipment_id is None and scan.room_id == row.room.pk:
            unknown.setdefault(scan.text.lower(), scan)
    nothing = ["", "", ""]
    return rows + [
        [*place, scan.text, *nothing, UNKNOWN, "", scan.note, *nothing] for scan in unknown.values()
    ]
