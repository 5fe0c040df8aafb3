"""How long is what the mission knows kept? One module each."""

from fanal.missions.retention import (  # noqa: F401 (what they offer)
    absence,
    allowances,
    handover,
    letter,
    point,
    training,
    work,
    year,
)
