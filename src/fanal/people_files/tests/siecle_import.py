"""An import of SIECLE, and what it counts."""

from fanal.core.imports.models import Import
from fanal.people_files.tests.siecle import ONE, PUPILS, STRUCTURES


def counts(imported: Import) -> tuple[int, int, int, int, int]:
    return imported.created, imported.changed, imported.unchanged, imported.refused, imported.gone


def siecle(school, left: str = "", first_year: int = 2026) -> bytes:
    """An export of one pupil; `first_year`: that in which the school year of the export begins."""
    text = PUPILS.format(sections=f"<ELEVES>{ONE}</ELEVES>{STRUCTURES}".format(left=left))
    text = text.replace("2026", str(first_year))
    return text.replace("0121234x", school.uai).encode("iso-8859-15")
