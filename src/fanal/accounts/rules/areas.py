"""The parts of the digital project's coverage map: what an objective is served by."""

from fanal.core.labelled import Labelled


class Area(Labelled):
    """Where a thing counts on the map."""

    MONEY = "money", "Équipement et achats"
    TRAINING = "training", "Formation"
    SERVICE = "service", "Services en ligne"
    PRACTICE = "practice", "Fiches et pratiques"
    HELP = "help", "Aide et demandes"
    BOOKING = "booking", "Réservations"
