"""Pupils, classes, what the staff does in a year, what each source last said of each; letters to them."""

from fanal.directory.models.departure_checklist import ChecklistTick
from fanal.directory.models.letter import FormLetter
from fanal.directory.models.pupil import Enrolment, Pupil
from fanal.directory.models.record_merge import NotDuplicate, RecordMerge
from fanal.directory.models.source import SourceRecord
from fanal.directory.models.staff import StaffYear
from fanal.directory.models.structure import SchoolClass, TeachingGroup

__all__ = [
    "ChecklistTick",
    "Enrolment",
    "FormLetter",
    "NotDuplicate",
    "Pupil",
    "RecordMerge",
    "SchoolClass",
    "SourceRecord",
    "StaffYear",
    "TeachingGroup",
]
