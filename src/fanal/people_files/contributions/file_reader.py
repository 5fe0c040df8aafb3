"""How a long export, or a long table of people, is read after the answer."""

from typing import Any

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core.registry import register
from fanal.core.sandbox.parent import JOB_SECONDS, Watch
from fanal.core.sheets import Table
from fanal.directory.policies import directory as policies
from fanal.file_readings.reading.readers import FILE_READER, LongFileReader
from fanal.people_files.actions.any_file import deposit_any_file, page_after_deposit
from fanal.people_files.actions.imports import KIND
from fanal.people_files.formats.any_file import check_any_file, read_any_file
from fanal.people_files.formats.read_file import ReadFile


def _require(_: School, by: Actor) -> None:
    require(policies.import_people, by, None)


def _read(_: School, content: bytes, name: str, watch: Watch) -> ReadFile | Table:
    return read_any_file(content, name, seconds=JOB_SECONDS, watch=watch)


def _deposit(school: School, content: ReadFile | Table, **how: Any) -> str:
    return page_after_deposit(deposit_any_file(school, content, **how))


register(FILE_READER)(
    LongFileReader(
        KIND,
        "Importer élèves et personnels",
        "people_files:import_start",
        _require,
        check_any_file,
        _read,
        _deposit,
    )
)
