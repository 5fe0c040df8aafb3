"""The pages about the mission, as one row of links."""

from typing import Any

from fanal.accounts.members import Member
from fanal.accounts.sections import Section, first_of, row_of_links
from fanal.missions import policies

SECTIONS: tuple[Section, ...] = (
    ("week", "Point", "points:point", policies.read_point),
    ("work", "Mon carnet", "work:log", policies.show_own_log),
    ("shared_work", "Carnets partagés", "work:shared_list", policies.read_shared_work),
    ("needs", "Besoins", "shares:needs", policies.read_sharing),
    ("sharing", "Partage", "shares:sharing", policies.read_sharing),
    ("allowances", "Indemnités", "allowances:allowance_list", policies.read_allowances),
    ("letters", "Lettre", "letters:letter_list", policies.show_letters),
    ("absence", "Absence", "absences:absence", policies.read_absences),
    ("training", "Formation", "trainings:training", policies.open_training),
    ("handover", "Transmission", "handover:handover", policies.read_handover),
)


def sections(member: Member, current: str) -> list[dict[str, Any]]:
    return row_of_links(SECTIONS, member, current)


def first_section(member: Member) -> str:
    return first_of(SECTIONS, member)
