"""A technician's visit, and the requests it is for."""

from fanal.visits.models.visit import Visit, VisitLine

__all__ = ["Visit", "VisitLine"]
