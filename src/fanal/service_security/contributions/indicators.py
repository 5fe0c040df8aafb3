"""What the last review of accesses divides: which rights of administration have a second factor (SEC1)."""

from fanal.core.registry import register
from fanal.measures.reading.indicators import INDICATOR_SOURCE
from fanal.measures.reading.shares import share
from fanal.service_security.contributions.measures import PROTECTED, REVIEWED

NO_REVIEW = "Aucune revue des accès n’a été ouverte : c’est elle qui note la double authentification."

SEC1 = share("SEC1", PROTECTED, REVIEWED, needs=((REVIEWED, NO_REVIEW),), listed=REVIEWED)
register(INDICATOR_SOURCE)(SEC1)
