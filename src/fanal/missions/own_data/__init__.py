"""What the mission keeps about somebody. One module each."""

from fanal.missions.own_data import point, work, year  # noqa: F401 (what they offer)
