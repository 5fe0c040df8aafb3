"""A pupil who is asked about, and what the directory keeps of pupils and of the staff who are erased."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from fanal.core import journal
from fanal.core.erasing import PERSON, PUPIL, Finder, Subject, Trace, blanked, deleted
from fanal.core.own_data import OwnRows
from fanal.core.registry import DATA_SUBJECTS, ERASURE, PUPIL_DATA, register, registered
from fanal.directory.models import (
    ChecklistTick,
    Enrolment,
    NotDuplicate,
    Pupil,
    RecordMerge,
    SourceRecord,
    StaffYear,
)

FIND = 20
ENROLLED = (
    "Cet élève est encore inscrit : l’import suivant referait sa fiche. La base élèves de l’établissement "
    "dit d’abord son départ."
)


def _subject(row: Pupil, today: date) -> Subject:
    born = f"né(e) le {row.born:%d/%m/%Y}" if row.born else ""
    return Subject(PUPIL, row.school_id, row.pk, row.given_name, row.family_name, today, born)


def _find(school_id: int, typed: str, today: date) -> list[Subject]:
    rows = Pupil.objects.for_school(school_id).named(typed).by_name()[:FIND]
    return [_subject(row, today) for row in rows]


def _get(school_id: int, pk: int, today: date, lock: bool) -> Subject | None:
    rows = Pupil.objects.for_school(school_id)
    pupil = (rows.select_for_update() if lock else rows).filter(pk=pk).first()
    return _subject(pupil, today) if pupil else None


def _tell(subject: Subject) -> dict[str, Any]:
    parts = [tell(subject.school_id, subject.pk) for tell in registered(PUPIL_DATA)]
    return {name: rows for part in parts for name, rows in part.items()}


@register(PUPIL_DATA, 10)
def rows_of_pupil(school_id: int, pupil_id: int) -> dict[str, Any]:
    return {
        "fiche": OwnRows(
            Pupil.objects.for_school(school_id).filter(pk=pupil_id),
            {"nom": "family_name", "prénom": "given_name", "né le": "born", "parti le": "left_on"},
            "nom",
        ),
        "scolarité": OwnRows(
            Enrolment.objects.for_school(school_id).filter(pupil=pupil_id),
            {"année": "school_year", "classe": "class_code", "niveau": "level", "groupes": "groups"},
            "année",
        ),
        "ce que disent les exports": OwnRows(
            SourceRecord.objects.for_school(school_id).filter(pupil=pupil_id),
            {"source": "source", "numéro": "key", "dit": "told", "vu le": "seen_on"},
            "vu le",
        ),
        "fiches d’arrivée et de départ": OwnRows(
            ChecklistTick.objects.for_school(school_id).filter(pupil=pupil_id),
            {"fiche": "sheet", "ligne": "code", "le": "done_at"},
            "le",
        ),
    }


def _forget_pupil(rows: QuerySet, who: Subject) -> None:
    """With all that hangs on the pupil, and what the journal says of it."""
    for model in (Enrolment, SourceRecord, RecordMerge, ChecklistTick):
        ids = model.objects.for_school(who.school_id).filter(pupil=who.pk).values_list("pk", flat=True)
        journal.erase_of(who.school_id, model, list(ids))
    rows.delete()


OFFERED = (
    Trace(
        "Inscription",
        (PUPIL,),
        (),
        lambda who: Pupil.objects.for_school(who.school_id).present(who.today).filter(pk=who.pk),
        stops=ENROLLED,
    ),
    Trace(
        "Ce que les sources disaient",
        (PERSON,),
        ("directory.SourceRecord",),
        lambda who: SourceRecord.objects.for_school(who.school_id).filter(person=who.pk),
        forget=deleted,
    ),
    Trace(
        "Années scolaires",
        (PERSON,),
        ("directory.StaffYear",),
        lambda who: StaffYear.objects.for_school(who.school_id).filter(person=who.pk),
        forget=deleted,
    ),
    Trace(
        "Fiches réunies en une",
        (PERSON,),
        ("directory.RecordMerge",),
        lambda who: RecordMerge.objects.for_school(who.school_id).filter(person=who.pk),
        forget=deleted,
    ),
    Trace(
        "Fiches dites différentes",
        (PERSON,),
        ("directory.NotDuplicate",),
        lambda who: NotDuplicate.objects.for_school(who.school_id).filter(
            Q(person=who.pk) | Q(other_person=who.pk)
        ),
        forget=deleted,
    ),
    Trace(
        "Fiches d’arrivée et de départ",
        (PERSON,),
        ("directory.ChecklistTick",),
        lambda who: ChecklistTick.objects.for_school(who.school_id).filter(person=who.pk),
        forget=deleted,
    ),
    Trace(
        "Lignes cochées pour d’autres",
        (PERSON,),
        (),
        lambda who: ChecklistTick.objects.for_school(who.school_id).filter(done_by=who.pk),
        becomes="sans dire par qui",
        forget=blanked(done_by=None),
    ),
    Trace(
        "Fiches réunies par cette personne",
        (PERSON,),
        (),
        lambda who: RecordMerge.objects.for_school(who.school_id).filter(joined_by=who.pk),
        becomes="sans dire par qui",
        forget=blanked(joined_by=None),
    ),
    Trace(
        "Fiche d’élève, ses classes et ce que les sources disaient",
        (PUPIL,),
        (
            "directory.Pupil",
            "directory.Enrolment",
            "directory.SourceRecord",
            "directory.RecordMerge",
            "directory.NotDuplicate",
            "directory.ChecklistTick",
        ),
        lambda who: Pupil.objects.for_school(who.school_id).filter(pk=who.pk),
        becomes="effacée ; les effectifs comptés au fil des années restent",
        forget=_forget_pupil,
    ),
)
# After what points to a pupil: it is told by their id.
for trace in OFFERED:
    register(ERASURE, 85)(trace)
register(DATA_SUBJECTS, 20)(Finder(PUPIL, "Élève", _find, _get, _tell))
