"""Pupils, classes, what the staff does in a year, what each source last said of each; letters to them."""

from fanal.directory.models.departure_checklist import SheetTick
from fanal.directory.models.duplicate import Joined, TwoPeople
from fanal.directory.models.letter import FormLetter
from fanal.directory.models.pupil import Enrolment, Pupil
from fanal.directory.models.source import Known
from fanal.directory.models.staff import StaffYear
from fanal.directory.models.structure import SchoolClass, TeachingGroup

__all__ = [
    "Enrolment", "FormLetter", "Joined", "Known", "Pupil", "SchoolClass", "SheetTick", "StaffYear",
    "TeachingGroup", "TwoPeople",
]  # fmt: skip
