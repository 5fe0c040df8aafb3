"""How long is a pupil kept after leaving? Three months: the time to settle accounts and what they hold.

What the sources said of somebody of the staff goes a year after they left, with what was joined to them.
What an import said of pupils and staff is forgotten a month after it was applied; its counts stay.
"""

from datetime import datetime, timedelta

from fanal.core.imports.models import ImportLine
from fanal.core.imports.proof import ImportProof, lines_that_do_something
from fanal.core.registry import IMPORT_PROOF, RETENTION, register
from fanal.core.retention import Retention, day_before, remove
from fanal.directory.actions.imports import KIND
from fanal.directory.actions.planning import root_of_plan
from fanal.directory.models import (
    ChecklistTick,
    NotDuplicate,
    Pupil,
    RecordMerge,
    SourceRecord,
    StaffYear,
)
from fanal.directory.models.departure_checklist import KEPT

GRACE = timedelta(days=92)
OF_STAFF = (SourceRecord, StaffYear, RecordMerge, NotDuplicate)
SHOWN = timedelta(days=30)


def _pupils(school_id: int, now: datetime) -> int:
    return remove(Pupil.objects.for_school(school_id).gone_before((now - GRACE).date()))


def _staff(school_id: int, now: datetime) -> int:
    day = day_before(now.date(), 1)
    return sum(
        remove(model.objects.for_school(school_id).filter(person__left_on__lt=day)) for model in OF_STAFF
    )


def _ticks(school_id: int, now: datetime) -> int:
    return remove(ChecklistTick.objects.for_school(school_id).filter(done_at__lt=now - KEPT))


def _lines(school_id: int, now: datetime) -> int:
    done = ImportLine.objects.for_school(school_id).filter(imported__kind=KIND)
    return remove(done.filter(imported__applied_at__lt=now - SHOWN))


OFFERED = (
    Retention(
        "directory.pupils",
        "Un élève parti : trois mois après son départ, avec ses classes.",
        (
            "directory.Pupil",
            "directory.Enrolment",
            "directory.SourceRecord",
            "directory.RecordMerge",
            "directory.NotDuplicate",
        ),
        _pupils,
    ),
    Retention(
        "directory.staff",
        "Ce que les sources disaient d’un collègue, ses années, ses fiches réunies : un an après son départ.",
        ("directory.SourceRecord", "directory.StaffYear", "directory.RecordMerge", "directory.NotDuplicate"),
        _staff,
    ),
    Retention(
        "directory.ticks",
        "Les lignes cochées d’une fiche d’arrivée ou de départ : un an.",
        ("directory.ChecklistTick",),
        _ticks,
    ),
    Retention(
        "directory.lines",
        "Ce qu’un import disait d’élèves et de personnels : un mois après. Ses comptes restent.",
        ("core.ImportLine",),
        _lines,
    ),
)
register(IMPORT_PROOF)(ImportProof(KIND, root_of_plan, lines_that_do_something, SHOWN))
for rule in OFFERED:
    register(RETENTION, 35)(rule)
