"""How does a school take everything away? One file that any spreadsheet opens, table by table.

A ZIP: `tables/<app>.<modèle>.csv` for each table of a school, `tables.csv` (what each one is for, and its
columns), `fichiers/` (attachments, named by the SHA-256 that the tables cite). Secrets stay out
(`DataMap.secrets`), and bytes: they would serve nobody but a thief. It is no backup: `fanal restore` reads
another format.
"""

import json
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db.models import BinaryField, Field

from fanal.core.retention.rule import kept_words
from fanal.core.school_data.tables import school_models
from fanal.core.sheets.write import write_csv
from fanal.core.stores.file_store import file_store
from fanal.core.tenancy import SchoolOwned

BATCH = 1000
READ_ME = (
    "Toutes les données d’un établissement, telles que Fanal les garde.\n\n"
    "tables.csv dit à quoi sert chaque table et ce que sont ses colonnes. Chaque table est dans tables/, en "
    "CSV (UTF-8, point-virgule). Les pièces jointes sont dans fichiers/, sous l’empreinte SHA-256 que les "
    "tables citent. Ce fichier contient des données personnelles : gardez-le comme un dossier d’élèves.\n"
)


@dataclass(frozen=True)
class ArchiveCounts:
    """How much was written: rows of all tables, files."""

    rows: int
    files: int


def write_archive(path: Path, school_id: int) -> ArchiveCounts:
    """Write the file at `path`; the school's scope must be open."""
    models = school_models()
    with TemporaryDirectory() as folder, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("LISEZMOI.txt", READ_ME)
        draft = Path(folder) / "table.csv"
        write_csv(
            draft, ("table", "sens", "finalité", "durée", "colonne", "sens de la colonne"), _meanings(models)
        )
        archive.write(draft, "tables.csv")
        rows = 0
        for model in models:
            rows += _write_table(draft, model, school_id)
            archive.write(draft, f"tables/{model._meta.label_lower}.csv")
        return ArchiveCounts(rows, _write_files(archive, school_id))


def columns_of(model: type[SchoolOwned]) -> list[Field]:
    """What leaves of a table: neither its secrets nor bytes."""
    data: Any = getattr(model, "DATA", None)
    return [
        field
        for field in model._meta.concrete_fields
        if field.attname not in data.secrets and not isinstance(field, BinaryField)
    ]


def _meanings(models: Iterable[type[SchoolOwned]]) -> Iterator[tuple[str, ...]]:
    for model in models:
        data: Any = getattr(model, "DATA", None)
        table = (model._meta.label_lower, str(model._meta.verbose_name), data.purpose, kept_words(model))
        for column in columns_of(model):
            yield (*table, column.attname, str(column.verbose_name))


def _write_table(draft: Path, model: type[SchoolOwned], school_id: int) -> int:
    columns = [column.attname for column in columns_of(model)]
    count = 0

    def rows() -> Iterator[list[object]]:
        nonlocal count
        for values in (
            model.objects.for_school(school_id).order_by("pk").values_list(*columns).iterator(BATCH)
        ):
            count += 1
            yield [cell_of(value) for value in values]

    write_csv(draft, columns, rows())
    return count


def cell_of(value: object) -> object:
    """Lists and structures as JSON; everything else as the other exports write it."""
    return (
        json.dumps(value, ensure_ascii=False, default=str)
        if isinstance(value, list | dict | tuple)
        else value
    )


def _write_files(archive: zipfile.ZipFile, school_id: int) -> int:
    hashes = file_store().hashes(school_id)
    return sum(add_content(archive, school_id, sha256, f"fichiers/{sha256}") for sha256 in hashes)


def add_content(archive: zipfile.ZipFile, school_id: int, sha256: str, name: str) -> bool:
    """Put a content of the school under this name, as it is; False for one that the store has lost."""
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o600 << 16
    try:
        with file_store().open(school_id, sha256) as content, archive.open(entry, "w") as target:
            shutil.copyfileobj(content, target)
    except FileNotFoundError:
        return False
    return True
