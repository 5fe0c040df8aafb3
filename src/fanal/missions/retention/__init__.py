"""How long is what the mission knows kept? One module each."""

from fanal.missions.retention import absence, handover, point, training, work, year  # noqa: F401 (what they offer)
