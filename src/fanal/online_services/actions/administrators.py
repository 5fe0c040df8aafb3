"""An act gives somebody the administration of a service: each area that keeps something of it follows."""

from collections.abc import Collection

from fanal.online_services.models import OnlineService
from fanal.online_services.reading.areas import areas


def administered(service: OnlineService, people: Collection[int]) -> None:
    """In the transaction that says so; `people` are their keys."""
    for area in areas():
        if area.administered:
            area.administered(service, people)
