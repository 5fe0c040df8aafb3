"""An import of SIECLE, and what it counts."""

from fanal.core.imports.models import Import
from fanal.people_files.tests.siecle import ONE, PUPILS, STRUCTURES


def counts(made: Import) -> tuple[int, int, int, int, int]:
    return made.created, made.changed, made.unchanged, made.refused, made.gone


def siecle(school, left: str = "") -> bytes:
    text = PUPILS.format(sections=f"<ELEVES>{ONE}</ELEVES>{STRUCTURES}".format(left=left))
    return text.replace("0121234x", school.uai).encode("iso-8859-15")
