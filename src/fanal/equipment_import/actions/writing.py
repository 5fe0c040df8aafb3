"""The statements that write an import: from the planned lines to the inventory, without a loop over lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection

from fanal.core.database.numbers import next_number
from fanal.core.imports.models import Import, ImportLine
from fanal.core.text.words import fold
from fanal.equipment.models import Building, Equipment, EquipmentType, Room, Site
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.reading.owners import usual_owner
from fanal.equipment_import.rules.names import FIRST_BUILDING, FIRST_SITE

LINE, EQUIPMENT = ImportLine._meta.db_table, Equipment._meta.db_table
ROOM, TYPE = Room._meta.db_table, EquipmentType._meta.db_table
RECORD_COLUMNS = """AS v(
  name text, type text, room text, state text, maker text, model text, serial text, authority_number text,
  school_number text, owner text, payer text, is_pedagogical boolean, bought_on date, price_cents integer,
  warranty_until date, note text, holder bigint)"""
# Each line knows its record before the record exists: no join to find it again.
RESERVE = f"""
UPDATE "{LINE}" SET target = nextval(pg_get_serial_sequence('{EQUIPMENT}', 'id'))
WHERE school_id = %s AND imported_id = %s AND effect = 'created'"""
CREATE = f"""
INSERT INTO "{EQUIPMENT}" (
  id, school_id, number, name, type_id, room_id, state, maker, model, serial, authority_number, school_number,
  owner, is_owner_known, payer, is_pedagogical, bought_on, price_cents, warranty_until, note, holder_id)
SELECT
  l.target, l.school_id, %(first)s + row_number() OVER (ORDER BY l.line) - 1, v.name, t.id, r.id, v.state,
  coalesce(v.maker, ''), coalesce(v.model, ''), coalesce(v.serial, ''), coalesce(v.authority_number, ''),
  coalesce(v.school_number, ''), coalesce(v.owner, %(owner)s), v.owner IS NOT NULL OR %(is_known)s,
  coalesce(v.payer, v.owner, %(owner)s),
  coalesce(v.is_pedagogical, true), v.bought_on, v.price_cents, v.warranty_until,
  coalesce(v.note, ''), v.holder
FROM "{LINE}" l
CROSS JOIN LATERAL jsonb_to_record(l.after) {RECORD_COLUMNS}
LEFT JOIN "{TYPE}" t ON t.school_id = l.school_id AND t.name = v.type
LEFT JOIN "{ROOM}" r ON r.school_id = l.school_id AND r.name = v.room
WHERE l.school_id = %(school)s AND l.imported_id = %(import)s AND l.effect = 'created'"""
# A value that is absent is not told by the file: the record keeps its own. The lines that change one are read
# first, each finds its record by its key: PostgreSQL expects few rows of a school, and read all for each.
CHANGE = f"""
WITH v AS MATERIALIZED (
  SELECT l.target, v.*, t.id AS type_key, r.id AS room_key
  FROM "{LINE}" l
  CROSS JOIN LATERAL jsonb_to_record(l.after) {RECORD_COLUMNS}
  LEFT JOIN "{TYPE}" t ON t.school_id = l.school_id AND t.name = v.type
  LEFT JOIN "{ROOM}" r ON r.school_id = l.school_id AND r.name = v.room
  WHERE l.school_id = %(school)s AND l.imported_id = %(import)s AND l.effect = 'changed'
)
UPDATE "{EQUIPMENT}" e SET
  name = coalesce(v.name, e.name), type_id = coalesce(v.type_key, e.type_id),
  room_id = coalesce(v.room_key, e.room_id),
  state = coalesce(v.state, e.state), maker = coalesce(v.maker, e.maker), model = coalesce(v.model, e.model),
  serial = coalesce(v.serial, e.serial),
  authority_number = coalesce(v.authority_number, e.authority_number),
  school_number = coalesce(v.school_number, e.school_number), owner = coalesce(v.owner, e.owner),
  is_owner_known = e.is_owner_known OR v.owner IS NOT NULL,
  payer = coalesce(v.payer, e.payer), is_pedagogical = coalesce(v.is_pedagogical, e.is_pedagogical),
  bought_on = coalesce(v.bought_on, e.bought_on), price_cents = coalesce(v.price_cents, e.price_cents),
  warranty_until = coalesce(v.warranty_until, e.warranty_until), note = coalesce(v.note, e.note),
  holder_id = coalesce(v.holder, e.holder_id)
FROM v WHERE e.school_id = %(school)s AND e.id = v.target"""


@dataclass
class MadePlaces:
    """The keys of the sites and buildings that an import made."""

    sites: list[int] = field(default_factory=list)
    buildings: list[int] = field(default_factory=list)


def add_places(
    school_id: int, rooms: Sequence[str], types: Sequence[str], where: Mapping[str, Sequence[str]]
) -> MadePlaces:
    """Create rooms, each in the building that the file says (`where`: site, building), else in the first."""
    made = MadePlaces()
    buildings: dict[tuple[str, str], Building] = {}
    for name in rooms:
        site, building = where.get(name, ("", ""))
        if (site, building) not in buildings:
            buildings[site, building] = _building(school_id, site, building, made)
        Room.objects.create(school_id=school_id, building=buildings[site, building], name=name)
    EquipmentType.objects.bulk_create(EquipmentType(school_id=school_id, name=name) for name in types)
    return made


def _building(school_id: int, site: str, name: str, made: MadePlaces) -> Building:
    buildings = list(Building.objects.for_school(school_id).select_related("site").order_by("pk"))
    if not name:
        return buildings[0] if buildings else _new_building(school_id, site, FIRST_BUILDING, made)
    for building in buildings:
        if fold(building.name) == fold(name) and (not site or fold(building.site.name) == fold(site)):
            return building
    return _new_building(school_id, site, name, made)


def _new_building(school_id: int, site: str, name: str, made: MadePlaces) -> Building:
    sites = Site.objects.for_school(school_id).order_by("pk")
    stands = next((other for other in sites if not site or fold(other.name) == fold(site)), None)
    if stands is None:
        stands = Site.objects.create(school_id=school_id, name=site or FIRST_SITE)
        made.sites.append(stands.pk)
    building = Building.objects.create(school_id=school_id, site=stands, name=name)
    made.buildings.append(building.pk)
    return building


def create_equipment(imported: Import) -> None:
    """Insert the records of the lines that create one, numbered in the file's order."""
    first = next_number(imported.school_id, "equipment", count=imported.created)
    with connection.cursor() as cursor:
        cursor.execute(RESERVE, [imported.school_id, imported.pk])
        usual = usual_owner(imported.school_id)
        values: dict[str, int | str] = {
            "first": first,
            "owner": usual,
            "is_known": usual == EquipmentOwner.SCHOOL,
            "school": imported.school_id,
            "import": imported.pk,
        }
        cursor.execute(CREATE, values)


def change_equipment(imported: Import) -> None:
    """Update the records of the lines that change one."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGE, {"school": imported.school_id, "import": imported.pk})
