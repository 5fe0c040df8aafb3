"""The demonstration: one story told by every app in turn, with dates relative to an injected today.

Each app registers a stage (`@register(STORY, order)`); a stage reads what earlier ones left in the story.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from fanal.core.models import Installation
from fanal.core.registry import Kind, load_parts, registered

# the part of a room in the demonstration
STORY: "Kind[Callable[[Story], None]]" = Kind(
    "story",
    (
        "people.schools",
        "people.staff",
        "schools",
        "people.movements",
        "directory",
        "people_files",
        "account_lists",
        "online_services",
        "service_status",
        "designations.designations",
        "designations.acceptances",
        "equipment.equipment",
        "service_security.reviews",
        "service_security.habits",
        "inventory",
        "helpdesk.notices",
        "helpdesk.past_requests",
        "helpdesk.time",
        "helpdesk.requests",
        "helpdesk.same_trouble",
        "practice_sheets",
        "helpdesk.outage",
        "bookings",
        "visits",
        "campaigns",
        "loans",
        "equipment.duplicates",
        "supplies",
        "disposals",
        "agenda",
        "missions.points",
        "work_log.last_year",
        "allowances",
        "privacy.registers",
        "missions.absence",
        "missions.sharing",
        "missions.training",
        "work_log.log",
        "missions.handover",
        "mission_letters",
        "training",
        "commission",
        "overview",
        "privacy.opinions",
        "surveys",
        "peer_help",
        "steering",
        "indicators",
        "reports",
    ),
)

SEED = 2015_058


@dataclass
class Story:
    """What the stages share. `school` is the main one; `others` exist so that isolation is visible."""

    today: date
    school: Any = None
    others: list[Any] = field(default_factory=list)
    people: dict[str, Any] = field(default_factory=dict)
    teachers: list[Any] = field(default_factory=list)
    rooms: dict[str, Any] = field(default_factory=dict)
    equipment: list[Any] = field(default_factory=list)
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))


def tell(today: date) -> Story | None:
    """Load the story into an empty database, all or nothing; a database that has one keeps it."""
    if Installation.objects.exists():
        return None
    load_parts("story")
    story = Story(today)
    with transaction.atomic():
        Installation.objects.create(is_demonstration=True)
        for stage in registered(STORY):
            stage(story)
    return story
