"""What machines report, for licences and consumables: who has a program, whose cartridge is low."""

import re

from django.db.models import Q, QuerySet

from fanal.core.registry import register
from fanal.equipment.reading.reported import INSTALLED_PROGRAM, LOW_SUPPLIES, LowSupply
from fanal.equipment.rules.states import PRESENT
from fanal.inventory.models import Machine
from fanal.inventory.reading.machine import supply_words

LOW = 20  # percent
HERE = Q(equipment__isnull=True) | Q(equipment__state__in=PRESENT)


@register(INSTALLED_PROGRAM)
def installed(school_id: int, words: str) -> QuerySet:
    """Those whose list has a program with these words in its name, capitals aside; not its publisher."""
    named = rf"(?in)^[^{chr(9)}]*{re.escape(words)}"
    rows = Machine.objects.for_school(school_id).exclude(state=Machine.State.IGNORED).filter(HERE)
    rows = rows.filter(softwares__icontains=words, softwares__regex=named)
    return rows.order_by("pk").values_list("equipment", flat=True)


@register(LOW_SUPPLIES)
def low(school_id: int) -> list[LowSupply]:
    """At a fifth or less; a supply that tells a word instead of a share is not guessed."""
    rows = Machine.objects.for_school(school_id).filter(equipment__state__in=PRESENT)
    rows = rows.filter(connected__has_key="supplies").select_related("equipment")
    rows = rows.only("connected", "equipment__number", "equipment__name", "equipment__model")
    return [
        LowSupply(machine.equipment, supply_words(supply))
        for machine in rows.order_by("equipment__name")
        for supply in machine.connected["supplies"] or []
        if machine.equipment is not None and supply["left"].isdecimal() and int(supply["left"]) <= LOW
    ]
