"""What becomes of a file once it is read, whichever way it goes: an export, our own table, another table."""

from datetime import date, datetime

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.core.http.addresses import address
from fanal.core.imports.models import Import
from fanal.core.sheets import Table
from fanal.people_files.actions import imports, own_tables, tables
from fanal.people_files.formats.read_file import ReadFile
from fanal.people_files.rules.own_tables import own_table


def deposit_any_file(
    school: School, content: ReadFile | Table, *, name: str, today: date, now: datetime, by: Actor
) -> Import:
    """Keep what was read as an import, with its preview where no column need be chosen. Raises RuleBroken."""
    if isinstance(content, ReadFile):
        return imports.deposit_people(school, content, today=today, now=now, by=by)
    if own_table(content.headers):
        return own_tables.deposit_own_table(school, content, name=name, today=today, now=now, by=by)
    return tables.deposit_table(school, content, name=name, now=now, by=by)


def page_after_deposit(imported: Import) -> str:
    page = "import_columns" if imported.stage == Import.Stage.DEPOSITED else "import_page"
    return address(f"people_files:{page}", imported.school.uai, imported.number)
