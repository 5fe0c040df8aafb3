"""Every page outside that Fanal reads is read here: `visit`, under a `Guard`."""

from fanal.core.fetch.guard import Guard
from fanal.core.fetch.networks import guard_of
from fanal.core.fetch.refusals import Forbidden, Unreachable
from fanal.core.fetch.visit import FetchedPage, certificate_end, resolve, visit

__all__ = [
    "FetchedPage",
    "Forbidden",
    "Guard",
    "Unreachable",
    "certificate_end",
    "guard_of",
    "resolve",
    "visit",
]
