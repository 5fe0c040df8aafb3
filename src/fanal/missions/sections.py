"""The pages about the mission, as one row of links: each leads to those that its reader may open."""

from collections.abc import Callable
from typing import Any

from fanal.accounts.members import Actor, Member
from fanal.core.addresses import address
from fanal.missions import policies

Section = tuple[str, str, str, Callable[[Actor, None], bool]]  # code, label, page, right to read it
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
    """Nothing when there would be one alone."""
    uai, actor = member.school.uai, member.actor
    shown = [
        {"label": label, "url": address(page, uai), "current": code == current, "count": None}
        for code, label, page, right in SECTIONS
        if right(actor, None)
    ]
    return shown if len(shown) > 1 else []


def first_section(member: Member) -> str:
    """The address of the first page of the mission that this member may open, or nothing."""
    return next(
        (address(page, member.school.uai) for *_, page, right in SECTIONS if right(member.actor, None)), ""
    )
