"""Which sheets does a school begin with? Written by us; each school edits its own copy.

The « level 0 » of `docs/domain/requests.md`, « Before sending »: what anyone can try in two minutes, without
a tool or an administrator's password, and when to stop and ask.
"""

from fanal.practice_sheets.rules.delivered import accounts, classroom, computers, paper
from fanal.practice_sheets.rules.delivered.sheet import FirstSheet

FIRST_SHEETS: tuple[FirstSheet, ...] = (
    *classroom.SHEETS,
    *computers.SHEETS,
    *accounts.SHEETS,
    *paper.SHEETS,
)

__all__ = ["FIRST_SHEETS", "FirstSheet"]
