"""What the mission keeps of somebody who is erased. One module each."""

from fanal.missions.erasing import (  # noqa: F401 (what they offer)
    absence,
    allowances,
    handover,
    letter,
    point,
    sharing,
    training,
    work,
    year,
)
