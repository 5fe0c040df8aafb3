"""The statements that write an import: from the planned lines to the inventory, without a loop over lines."""

from collections.abc import Sequence

from django.db import connection

from fanal.core.imports.models import Import, ImportLine
from fanal.core.numbers import next_number
from fanal.equipment.models import Building, Equipment, EquipmentType, Room, Site

LINE, EQUIPMENT = ImportLine._meta.db_table, Equipment._meta.db_table
ROOM, TYPE = Room._meta.db_table, EquipmentType._meta.db_table
TOLD = """AS v(
  name text, type text, room text, state text, maker text, model text, serial text, authority_number text,
  school_number text, owner text, payer text, is_pedagogical boolean, bought_on date, price_cents integer,
  warranty_until date, note text)"""
# Each line knows its record before the record exists: no join to find it again.
RESERVE = f"""
UPDATE "{LINE}" SET target = nextval(pg_get_serial_sequence('{EQUIPMENT}', 'id'))
WHERE school_id = %s AND imported_id = %s AND effect = 'created'"""
CREATE = f"""
INSERT INTO "{EQUIPMENT}" (
  id, school_id, number, name, type_id, room_id, state, maker, model, serial, authority_number, school_number,
  owner, payer, is_pedagogical, bought_on, price_cents, warranty_until, note)
SELECT l.target, l.school_id, %s + row_number() OVER (ORDER BY l.line) - 1, v.name, t.id, r.id, v.state,
  coalesce(v.maker, ''), coalesce(v.model, ''), coalesce(v.serial, ''), coalesce(v.authority_number, ''),
  coalesce(v.school_number, ''), coalesce(v.owner, 'authority'), coalesce(v.payer, v.owner, 'authority'),
  coalesce(v.is_pedagogical, true), v.bought_on, v.price_cents, v.warranty_until, coalesce(v.note, '')
FROM "{LINE}" l
CROSS JOIN LATERAL jsonb_to_record(l.after) {TOLD}
LEFT JOIN "{TYPE}" t ON t.school_id = l.school_id AND t.name = v.type
LEFT JOIN "{ROOM}" r ON r.school_id = l.school_id AND r.name = v.room
WHERE l.school_id = %s AND l.imported_id = %s AND l.effect = 'created'"""
# A value that is absent is not told by the file: the record keeps its own.
CHANGE = f"""
UPDATE "{EQUIPMENT}" e SET
  name = coalesce(v.name, e.name), type_id = coalesce(t.id, e.type_id), room_id = coalesce(r.id, e.room_id),
  state = coalesce(v.state, e.state), maker = coalesce(v.maker, e.maker), model = coalesce(v.model, e.model),
  serial = coalesce(v.serial, e.serial),
  authority_number = coalesce(v.authority_number, e.authority_number),
  school_number = coalesce(v.school_number, e.school_number), owner = coalesce(v.owner, e.owner),
  payer = coalesce(v.payer, e.payer), is_pedagogical = coalesce(v.is_pedagogical, e.is_pedagogical),
  bought_on = coalesce(v.bought_on, e.bought_on), price_cents = coalesce(v.price_cents, e.price_cents),
  warranty_until = coalesce(v.warranty_until, e.warranty_until), note = coalesce(v.note, e.note)
FROM "{LINE}" l
CROSS JOIN LATERAL jsonb_to_record(l.after) {TOLD}
LEFT JOIN "{TYPE}" t ON t.school_id = l.school_id AND t.name = v.type
LEFT JOIN "{ROOM}" r ON r.school_id = l.school_id AND r.name = v.room
WHERE l.school_id = %s AND l.imported_id = %s AND l.effect = 'changed'
  AND e.school_id = l.school_id AND e.id = l.target"""


def add_places(school_id: int, rooms: Sequence[str], types: Sequence[str]) -> None:
    """Create rooms, in the school's first building, and types."""
    if rooms:
        building = _first_building(school_id)
        Room.objects.bulk_create(Room(school_id=school_id, building=building, name=name) for name in rooms)
    EquipmentType.objects.bulk_create(EquipmentType(school_id=school_id, name=name) for name in types)


def _first_building(school_id: int) -> Building:
    known = Building.objects.for_school(school_id).order_by("pk").first()
    if known:
        return known
    site = Site.objects.for_school(school_id).order_by("pk").first()
    site = site or Site.objects.create(school_id=school_id, name="Site principal")
    return Building.objects.create(school_id=school_id, site=site, name="Bâtiment principal")


def create_equipment(imported: Import) -> None:
    """Insert the records of the lines that create one, numbered in the file's order."""
    first = next_number(imported.school_id, "equipment", count=imported.created)
    with connection.cursor() as cursor:
        cursor.execute(RESERVE, [imported.school_id, imported.pk])
        cursor.execute(CREATE, [first, imported.school_id, imported.pk])


def change_equipment(imported: Import) -> None:
    """Update the records of the lines that change one."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGE, [imported.school_id, imported.pk])
