"""In which queue a job waits: `fanal.config.work` has a lane for each. Loaded by the supervisor too."""

from enum import StrEnum


class Queue(StrEnum):
    """Who waits for whom: jobs of one queue follow each other, jobs of two go on at once."""

    SHORT = "default"
    MAIL = "mail"
    LONG = "long"  # a file of a hundred thousand lines, papers, the purge of the night
