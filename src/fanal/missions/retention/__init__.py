"""How long is what the mission knows kept? One module each."""

from fanal.missions.retention import point, year  # noqa: F401 (what they offer)
