"""What the mission keeps about somebody. One module each."""

from fanal.missions.own_data import (  # noqa: F401 (what they offer)
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
