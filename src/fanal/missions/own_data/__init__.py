"""What the mission keeps about somebody. One module each."""

from fanal.missions.own_data import absence, handover, point, training, work, year  # noqa: F401 (what they offer)
