"""Which sheets does a school begin with? Written by us; each school edits its own copy.

The « level 0 » of `domain.md` § 4.3: what anyone can try in two minutes, without a tool or an administrator's
password, and when to stop and ask.
"""

from fanal.helpdesk.rules.first_sheets import accounts, classroom, computers, paper
from fanal.helpdesk.rules.first_sheets.sheet import FirstSheet

FIRST_SHEETS: tuple[FirstSheet, ...] = (
    *classroom.SHEETS,
    *computers.SHEETS,
    *accounts.SHEETS,
    *paper.SHEETS,
)

__all__ = ["FIRST_SHEETS", "FirstSheet"]
