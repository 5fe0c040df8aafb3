"""How a long table of equipment is read after the answer."""

from dataclasses import replace
from datetime import date, datetime

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core.files.recognise import TABLES, recognise
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.core.sandbox.parent import JOB_SECONDS, Watch
from fanal.core.sheets import LIMITS, Table, read_table
from fanal.equipment.policies import equipment as policies
from fanal.equipment_import.actions.imports import KIND, deposit_equipment
from fanal.file_readings.reading.readers import FILE_READER, LongFileReader


def _require(_: School, by: Actor) -> None:
    require(policies.import_equipment, by, None)


def _check(content: bytes, name: str) -> None:
    recognise(content, name, allowed=TABLES)


def _read(_: School, content: bytes, name: str, watch: Watch) -> Table:
    return read_table(content, name, limits=replace(LIMITS, seconds=JOB_SECONDS), watch=watch)


def _deposit(school: School, given: Table, *, name: str, today: date, now: datetime, by: Actor) -> str:
    deposited = deposit_equipment(school, given, name=name, now=now, by=by)
    return address("equipment_import:import_columns", school.uai, deposited.number)


register(FILE_READER)(
    LongFileReader(
        KIND,
        "Importer des équipements",
        "equipment_import:import_start",
        _require,
        _check,
        _read,
        _deposit,
    )
)
