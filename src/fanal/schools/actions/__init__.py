"""Everything that changes a school of this installation: opened, described, closed, shared."""

from fanal.schools.actions.authority import change_support, confirm_authority
from fanal.schools.actions.school import NewSchool, close_school, create_school, export_school, reopen_school
from fanal.schools.actions.sharing import appoint_dpo, share_indicators

__all__ = [
    "NewSchool",
    "appoint_dpo",
    "change_support",
    "close_school",
    "confirm_authority",
    "create_school",
    "export_school",
    "reopen_school",
    "share_indicators",
]
