"""What a campaign says when it is closed: the rows of the table, and the data of the paper."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fanal.accounts.models import School
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.accounts.rules.french import full_day, full_moment
from fanal.campaigns.models import Campaign, Scan
from fanal.campaigns.reading.progress import FIGURES, BuildingProgress, RoomRow, Totals, by_building
from fanal.equipment.models import Equipment

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


def report_of(campaign: Campaign, school: School, rooms: list[RoomRow], now: datetime) -> FrozenReport:
    totals = Totals(rooms)
    rows = _rows(campaign, rooms)
    moment = full_moment(now.astimezone(school.zone_info))
    paper = {
        "title": f"Procès-verbal de récolement : {campaign}",
        "school": f"{school.name} ({school.uai})",
        "letterhead": letterhead_of(school),
        "span": f"Du {full_day(campaign.starts_on)} au {full_day(campaign.ends_on)}, clos le {moment}.",
        "figures": [[str(totals.figures[name]), label] for name, label in FIGURES.items()],
        "buildings": [_building(part) for part in by_building(rooms)],
        "parts": [
            {"title": title, "rows": [[row[1], row[2], row[4], row[5], row[7] or row[8]] for row in listed]}
            for result, title in SHOWN.items()
            if (listed := [row for row in rows if row[6] == result])
        ],
    }
    return FrozenReport(totals.figures, rows, paper)


def _building(part: BuildingProgress) -> dict[str, Any]:
    rooms = [[str(row.room), *map(str, Totals([row]).figures.values())] for row in part.rows]
    return {"title": str(part.building), "rooms": rooms}


def _rows(campaign: Campaign, rooms: list[RoomRow]) -> list[list[str]]:
    """By room; in each, what was expected by its name, then what was there without belonging there."""
    machines = {
        machine.pk: machine
        for machine in Equipment.objects.for_school(campaign.school_id).filter(
            pk__in=[pk for row in rooms for pk in _expected(row)]
        )
    }
    kept = Scan.objects.for_school(campaign.school_id).filter(campaign=campaign).in_time()
    scans = list(kept.select_related("equipment__room", "room").order_by("read_at", "pk"))
    return [line for row in rooms for line in _of_room(row, machines, scans)]


def _expected(row: RoomRow) -> list[int]:
    progress = row.progress
    return [*progress.found, *progress.missing, *progress.lent, *progress.seen_elsewhere]


def _of_room(row: RoomRow, machines: dict[int, Equipment], scans: list[Scan]) -> list[list[str]]:
    place, progress = [str(row.room.building), str(row.room)], row.progress
    result = dict.fromkeys(progress.found, FOUND) | dict.fromkeys(progress.missing, MISSING)
    result |= dict.fromkeys(progress.lent, LENT) | dict.fromkeys(progress.seen_elsewhere, ELSEWHERE)
    seen_in = {scan.equipment_id: str(scan.room) for scan in scans}
    moved = {scan.equipment_id: f"venait de {scan.moved_from}" for scan in scans if scan.moved_from}
    result |= {pk: MOVED for pk in progress.found if pk in moved}
    lines = [
        [*place, *_words(machines[pk]), said, seen_in[pk] if said == ELSEWHERE else "", moved.get(pk, "")]
        for pk, said in sorted(result.items(), key=lambda item: str(machines[item[0]]))
    ]
    here, left, unknown = set(progress.from_elsewhere), set(progress.left), dict[str, Scan]()
    for scan in scans:
        if scan.pk in here and scan.equipment is not None:
            filed = f"rangé en {scan.equipment.room}" if scan.equipment.room else "sans salle"
            lines.append([*place, *_words(scan.equipment), HERE, "", filed])
        elif scan.pk in left and scan.equipment is not None:
            lines.append([*place, *_words(scan.equipment), LEFT, "", ""])
        elif scan.equipment_id is None and scan.room_id == row.room.pk:
            unknown.setdefault(scan.text.lower(), scan)
    return lines + [[*place, scan.text, "", "", "", UNKNOWN, "", scan.note] for scan in unknown.values()]


def _words(machine: Equipment) -> list[str]:
    number = machine.authority_number or machine.school_number
    return [machine.name, str(machine.number), machine.serial, number]
