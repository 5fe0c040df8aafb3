"""How long is what the mission knows kept? One module each."""

from fanal.missions.retention import point, work, year  # noqa: F401 (what they offer)
