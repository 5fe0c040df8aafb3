"""Letters of mission and their scans."""

from fanal.mission_letters.models.letter import LetterScan, MissionLetter

__all__ = ["LetterScan", "MissionLetter"]
