"""What the mission keeps of somebody who is erased. One module each."""

from fanal.missions.erasing import point, work, year  # noqa: F401 (what they offer)
