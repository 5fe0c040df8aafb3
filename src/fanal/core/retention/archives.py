"""Papers of a public school are public archives: they wait, and leave as a file of their year.

A rule of retention that removes them is `is_archive`; its room says with `Papers` which rows are the papers,
and by which day a year is told. What hangs on them follows by its links. Source: docs/domain/archives.md.
"""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.apps import apps
from django.db.models import BinaryField, Q, QuerySet

from fanal.core.registry import Kind, registered
from fanal.core.retention.rule import Retention
from fanal.core.school_data.archive import BATCH, add_content, cell_of, columns_of
from fanal.core.school_data.tables import links_between
from fanal.core.sheets.write import write_csv

ARCHIVES: "Kind[Papers]" = Kind("archives")  # one for each sort of papers that are public archives

READ_ME = (
    "Les papiers d’une année et leurs données, avant leur effacement de Fanal.\n\n"
    "tables/ : une table par sorte de lignes, en CSV (UTF-8, point-virgule). papiers/ : les papiers tels "
    "qu’ils étaient, et les documents joints, sous l’empreinte que les tables citent. Ce fichier nomme des "
    "personnes : versez-le, ou gardez-le, comme le visa des archives départementales le dit.\n"
)


def _no_paper(school_id: int, year: int) -> Iterator[tuple[str, bytes]]:
    yield from ()


@dataclass(frozen=True)
class Papers:
    """One sort: `noun` in French; `day`, the field that tells their year; `made`, papers of the rows."""

    rule: Retention
    noun: str
    model: Any
    day: str
    made: Callable[[int, int], Iterator[tuple[str, bytes]]] = _no_paper

    def of_year(self, school_id: int, year: int) -> QuerySet:
        return self.model.objects.for_school(school_id).filter(**{f"{self.day}__year": year})

    def waiting(self, school_id: int, now: datetime) -> int:
        """How many rows of theirs would have gone by now."""
        rows = [over(school_id, now) for over in self.rule.over]
        return sum(one.count() for one in rows)

    def years(self, school_id: int) -> list[int]:
        rows = self.model.objects.for_school(school_id).filter(**{f"{self.day}__isnull": False})
        return sorted(set(rows.values_list(f"{self.day}__year", flat=True)))

    def tables(self, school_id: int, year: int) -> dict[Any, QuerySet]:
        """The papers, and the rows of the rule that they hold or that hold on to them."""
        found = {self.model: self.of_year(school_id, year)}
        models = [apps.get_model(label) for label in self.rule.tables]
        for _ in models:  # once for each step away from the papers
            known = dict(found)
            for model in (model for model in models if model not in known):
                linked = [
                    condition for other, rows in known.items() for condition in _linked(model, other, rows)
                ]
                if linked:
                    found[model] = model.objects.for_school(school_id).filter(reduce(or_, linked))
        return found


def _linked(model: Any, other: Any, rows: QuerySet) -> list[Q]:
    """Which rows of `model` hold on to these of `other`, or are held by them: one condition for each link."""
    here = [Q(**{f"{link}__in": rows.values("pk")}) for link in links_between(model, other)]
    return here + [Q(pk__in=rows.values(link)) for link in links_between(other, model)]


def every_paper() -> list[Papers]:
    return registered(ARCHIVES)


def write_year(path: Path, school_id: int, year: int) -> int:
    """Write the file of this year at `path`, in the school’s scope; how many rows it holds."""
    count = 0
    with TemporaryDirectory() as folder, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("LISEZMOI.txt", READ_ME)
        for papers in every_paper():
            for model, rows in papers.tables(school_id, year).items():
                count += _write_table(archive, Path(folder) / "table.csv", model, rows)
                _write_bytes(archive, school_id, model, rows)
            for name, content in papers.made(school_id, year):
                archive.writestr(f"papiers/{name}", content)
    return count


def _write_table(archive: zipfile.ZipFile, draft: Path, model: Any, rows: QuerySet) -> int:
    columns = [column.attname for column in columns_of(model)]
    values = list(rows.order_by("pk").values_list(*columns))
    write_csv(draft, columns, ([cell_of(value) for value in row] for row in values))
    archive.write(draft, f"tables/{model._meta.label_lower}.csv")
    return len(values)


def _write_bytes(archive: zipfile.ZipFile, school_id: int, model: Any, rows: QuerySet) -> None:
    """What the rows keep as bytes, and the files that they cite."""
    fields = model._meta.concrete_fields
    binary_names = [field.attname for field in fields if isinstance(field, BinaryField)]
    for row in rows.order_by("pk").iterator(BATCH) if binary_names else ():
        for name in binary_names:
            if content := getattr(row, name):
                content = bytes(content)
                form = "pdf" if content.startswith(b"%PDF") else "odt"
                archive.writestr(f"papiers/{model._meta.label_lower}-{row.pk}-{name}.{form}", content)
    if any(field.attname == "sha256" for field in fields):
        for sha256 in rows.exclude(sha256="").values_list("sha256", flat=True).distinct():
            name = f"papiers/{sha256}"
            if name not in archive.NameToInfo:  # two tables may cite one file
                add_content(archive, school_id, sha256, name)
