"""Who answers in whose place, on the pages where help is asked for."""

from fanal.accounts.reading.answering import ANSWERING
from fanal.core.registry import register
from fanal.missions.reading.absence import answering

register(ANSWERING)(answering)
