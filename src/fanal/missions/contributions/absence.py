"""Who answers in whose place, on the pages where help is asked for."""

from fanal.core.registry import ANSWERING, register
from fanal.missions.reading.absence import answering

register(ANSWERING)(answering)
