"""Pupils, classes, what the staff does in a year, and what each source last said of each."""

from fanal.directory.models.likeness import Joined, TwoPeople
from fanal.directory.models.pupil import Enrolment, Pupil
from fanal.directory.models.source import Known
from fanal.directory.models.staff import StaffYear
from fanal.directory.models.structure import SchoolClass, TeachingGroup

__all__ = [
    "Enrolment", "Joined", "Known", "Pupil", "SchoolClass", "StaffYear", "TeachingGroup", "TwoPeople",
]  # fmt: skip
