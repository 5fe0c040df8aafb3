"""What imports keep of somebody who is erased: their lines prove what an import wrote, and go alone later."""

from django.db.models import TextField
from django.db.models.functions import Cast

from fanal.core.erasing import PERSON, PUPIL, Subject, Trace
from fanal.core.imports.models import Import, ImportLine
from fanal.core.registry import ERASURE, register
from fanal.core.tenancy import SchoolOwnedQuerySet

WHY = (
    "elles prouvent ce que l’import a écrit ; celles d’élèves et de personnels s’effacent seules un mois "
    "après, celles d’un parc trois ans après"
)


def _naming(subject: Subject, rows: SchoolOwnedQuerySet, *names: str) -> SchoolOwnedQuerySet:
    texts = {f"{name}_text": Cast(name, TextField()) for name in names}
    return rows.annotate(**texts).filter(subject.named_in(*texts))


def _lines(subject: Subject) -> SchoolOwnedQuerySet:
    rows = ImportLine.objects.for_school(subject.school_id)
    return _naming(subject, rows, "cells", "before", "after")


def _imports(subject: Subject) -> SchoolOwnedQuerySet:
    return _naming(subject, Import.objects.for_school(subject.school_id), "words", "skipped")


register(ERASURE, 75)(
    Trace("Mots et titre d’un fichier importé", (PERSON, PUPIL), ("core.Import",), _imports, why=WHY)
)
register(ERASURE, 75)(
    Trace("Lignes d’un fichier importé", (PERSON, PUPIL), ("core.ImportLine",), _lines, why=WHY)
)
