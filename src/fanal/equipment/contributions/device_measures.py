"""What indicators count of the machines for the lessons, and of the rooms, as they stand."""

from collections.abc import Callable, Collection

from django.db.models import Exists, OuterRef, QuerySet

from fanal.accounts.models import School
from fanal.core.http.addresses import address
from fanal.equipment.contributions.measures import DAY, NOUN, by_number, named
from fanal.equipment.models import Equipment, Room
from fanal.equipment.reading.measured import working
from fanal.equipment.rules.device_sorts import CONNECTED, DEVICES, DISPLAYS, MOBILE, DeviceSort
from fanal.equipment.rules.fleet import years_before
from fanal.measures.reading.measures import Measure, MeasuredRow, ReadMeasured
from fanal.year.rules.periods import MeasurePeriod

RECENT_YEARS = 5


def _of_sorts(*sorts: DeviceSort) -> ReadMeasured:
    return lambda school, _: by_number(working(school, sorts))


def _recent(school: School, period: MeasurePeriod) -> QuerySet[Equipment]:
    since = years_before(period.counted_until, RECENT_YEARS)
    return by_number(working(school, DEVICES).filter(bought_on__gt=since))


def _dated(school: School, _: MeasurePeriod) -> QuerySet[Equipment]:
    return by_number(working(school, DEVICES).filter(bought_on__isnull=False))


def _old(school: School, period: MeasurePeriod) -> QuerySet[Equipment]:
    recent = _recent(school, period).order_by().values("pk")
    return _dated(school, period).exclude(pk__in=recent)


def _rooms(school: School, _: MeasurePeriod) -> QuerySet[Room]:
    rows: QuerySet[Room] = Room.objects.for_school(school).in_use()
    return rows.order_by("name", "pk")


def _equipped(school: School, period: MeasurePeriod) -> QuerySet[Room]:
    """With a display and something on the network."""

    def here(sorts: Collection[DeviceSort]) -> Exists:
        return Exists(working(school, sorts).filter(room=OuterRef("pk")))

    return _rooms(school, period).filter(here(DISPLAYS), here(CONNECTED))


def _named_room(school: School) -> Callable[[Room], MeasuredRow]:
    return lambda room: MeasuredRow.of(room, room.name, address("equipment:room_page", school.uai, room.pk))


def _machines(code: str, noun: tuple[str, str], definition: str, rows: ReadMeasured) -> Measure:
    return Measure(
        code=code,
        noun=noun,
        definition=definition,
        rows=rows,
        to_row=named,
        row_noun=NOUN,
        day_noun=DAY,
        is_state=True,
        is_recounted=False,
    )


WORKING_DEVICES = _machines(
    "equipment.devices",
    ("appareil en état de marche", "appareils en état de marche"),
    "Ordinateurs et tablettes qui servent aux cours et fonctionnent ce jour-là.",
    _of_sorts(*DEVICES),
)
MOBILE_DEVICES = _machines(
    "equipment.mobile_devices",
    ("appareil mobile", "appareils mobiles"),
    "Portables et tablettes qui servent aux cours et fonctionnent ce jour-là.",
    _of_sorts(*MOBILE),
)
RECENT_DEVICES = _machines(
    "equipment.recent_devices",
    ("appareil de moins de cinq ans", "appareils de moins de cinq ans"),
    "Appareils en état de marche dont l’achat date de moins de cinq ans.",
    _recent,
)
DATED_DEVICES = _machines(
    "equipment.dated_devices",
    ("appareil dont l’achat est daté", "appareils dont l’achat est daté"),
    "Appareils en état de marche dont la date d’achat est connue.",
    _dated,
)
OLD_DEVICES = _machines(
    "equipment.old_devices",
    ("appareil de cinq ans ou plus", "appareils de cinq ans ou plus"),
    "Appareils en état de marche dont l’achat date de cinq ans ou plus.",
    _old,
)
TROLLEYS = _machines(
    "equipment.trolleys",
    ("chariot ou valise", "chariots ou valises"),
    "Chariots et valises qui servent aux cours et fonctionnent ce jour-là.",
    _of_sorts(DeviceSort.TROLLEY),
)
PROJECTORS = _machines(
    "equipment.projectors",
    ("vidéoprojecteur", "vidéoprojecteurs"),
    "Vidéoprojecteurs qui servent aux cours et fonctionnent ce jour-là.",
    _of_sorts(DeviceSort.PROJECTOR),
)
BOARDS = _machines(
    "equipment.boards",
    ("tableau interactif", "tableaux interactifs"),
    "Tableaux et vidéoprojecteurs interactifs qui servent aux cours et fonctionnent ce jour-là.",
    _of_sorts(DeviceSort.BOARD),
)
ROOMS = Measure(
    code="equipment.rooms",
    noun=("salle utilisée", "salles utilisées"),
    definition="Salles de l’établissement qui servent, archivées non comprises.",
    rows=_rooms,
    to_row=_named_room,
    row_noun=("salle", "salles"),
    is_state=True,
    is_recounted=False,
)
EQUIPPED_ROOMS = Measure(
    code="equipment.equipped_rooms",
    noun=("salle équipée", "salles équipées"),
    definition="Salles utilisées avec un affichage et un poste ou un accès au réseau en état de marche.",
    rows=_equipped,
    to_row=_named_room,
    row_noun=("salle", "salles"),
    is_state=True,
    is_recounted=False,
)
