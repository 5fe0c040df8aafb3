"""The lines of a log of work, its usual durations, and the days that others may read."""

from fanal.work_log.models.work import WorkDefault, WorkEntry, WorkShare

__all__ = ["WorkDefault", "WorkEntry", "WorkShare"]
