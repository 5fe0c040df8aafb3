"""When did machines leave the inventory, and by which decision? As the journal keeps it."""

import re
from collections.abc import Iterable

from django.utils import timezone

from fanal.core.journal.models import JournalEntry
from fanal.core.journal.writing import subject_of
from fanal.core.text.french import full_day
from fanal.equipment.models import Equipment
from fanal.equipment.rules.states import EquipmentState

DECISION = re.compile(r"Décision .+? du \d\d/\d\d/\d{4}(?=\.|$)")  # as `NewState.why` begins


def leaving_words(school_id: int, machines: Iterable[Equipment]) -> dict[int, str]:
    """« sorti de l’inventaire le 30 juin 2026 (décision CP 12 du 01/06/2026) : à voir », by key.

    One question. Of the reason only the decision is said: what follows it was written freely.
    """
    subjects = {subject_of(machine): machine.pk for machine in machines}
    words = dict.fromkeys(subjects.values(), "sorti de l’inventaire : à voir")
    if not subjects:
        return words
    rows = JournalEntry.objects.for_school(school_id).filter(verb="equipment.state_changed")
    for entry in rows.filter(subject__in=subjects).order_by("seq"):
        if entry.content.get("after", {}).get("state") != EquipmentState.DISPOSED:
            continue
        decision = DECISION.match(entry.content.get("reason", ""))
        reason = f" ({decision[0][0].lower()}{decision[0][1:]})" if decision else ""
        day = full_day(timezone.localtime(entry.at).date())
        words[subjects[entry.subject]] = f"sorti de l’inventaire le {day}{reason} : à voir"
    return words
