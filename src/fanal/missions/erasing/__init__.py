"""What the mission keeps of somebody who is erased. One module each."""

from fanal.missions.erasing import absence, handover, point, training, work, year  # noqa: F401 (what they offer)
