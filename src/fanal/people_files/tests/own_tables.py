"""A table taken out, corrected and brought back."""

from django.utils import timezone

from fanal.core.imports.models import Import
from fanal.core.sheets import read_table
from fanal.core.sheets.download import download
from fanal.core.tenancy import scope
from fanal.people_files.actions import own_tables as actions
from fanal.people_files.rules.own_tables import TABLES
from fanal.people_files.tests.importing import TODAY, Importer
from fanal.year.rules.years import year_of

YEAR = year_of(TODAY)
BY_NAME = {table.name: table for table in TABLES}


def taken_out(importer: Importer, name: str, form: str) -> bytes:
    table = BY_NAME[name]
    with scope(importer.school):
        rows = actions.export_table(importer.school, table, YEAR, form=form, today=TODAY, by=importer.by)
    answer = download(form, table.columns.values(), rows, name="x", title=table.title)
    content: bytes = answer.getvalue()
    answer.file_to_stream.close()
    return content


def brought_back(importer: Importer, content: bytes, form: str) -> Import:
    sheet = read_table(content, f"export.{form}")
    with scope(importer.school):
        return actions.deposit_own_table(
            importer.school, sheet, name=f"export.{form}", today=TODAY, now=timezone.now(), by=importer.by
        )
