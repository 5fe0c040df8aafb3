"""What the inventory counts: what is here, what was bought."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.equipment.models import Equipment
from fanal.measures.reading.measures import MEASURES, Measure, MeasuredRow
from fanal.year.rules.periods import MeasurePeriod

NOUN, DAY = ("équipement", "équipements"), "Acheté le"
A_YEAR = Decimal("365.25")  # days


def _present(school: School, _: MeasurePeriod) -> QuerySet[Equipment]:
    rows: QuerySet[Equipment] = Equipment.objects.for_school(school).present()
    return by_number(rows)


def _bought(school: School, period: MeasurePeriod) -> QuerySet[Equipment]:
    days = {"bought_on__gte": period.starts_on, "bought_on__lte": period.counted_until}
    return by_number(Equipment.objects.for_school(school).filter(**days))


def by_number(rows: QuerySet[Equipment]) -> QuerySet[Equipment]:
    """In a total order, with what `named_machine` reads."""
    return rows.select_related("type").order_by("number")


def named_machine(machine: Equipment, school: School, aged_on: date | None = None) -> MeasuredRow:
    """« N° 12 · Vidéoprojecteur »: by its type, never by a name, which may be that of somebody.

    `aged_on`: the day on which its age counts.
    """
    days = (aged_on - machine.bought_on).days if aged_on and machine.bought_on else None
    return MeasuredRow.of(
        machine,
        f"N° {machine.number} · {machine.type}",
        address("equipment:equipment_page", school.uai, machine.number),
        machine.bought_on,
        "" if days is None else years_words(Decimal(days) / A_YEAR),
    )


def years_words(years: Decimal) -> str:
    """« 4,5 ans »."""
    return f"{years.quantize(Decimal('0.1'))} {'ans' if years >= 2 else 'an'}".replace(".", ",")


def named(school: School) -> Callable[[Equipment], MeasuredRow]:
    return lambda machine: named_machine(machine, school)


# Nothing says what was here at an earlier date: it is kept when the year ends.
PRESENT = Measure(
    code="equipment.present",
    noun=("équipement présent", "équipements présents"),
    definition="Équipements présents à l’inventaire ce jour-là, quel que soit leur état.",
    rows=_present,
    to_row=named,
    row_noun=NOUN,
    day_noun=DAY,
    is_state=True,
    is_recounted=False,
)
BOUGHT = Measure(
    code="equipment.bought",
    noun=("acheté sur la période", "achetés sur la période"),
    definition="Équipements dont la date d’achat tombe dans la période, sortis depuis ou non.",
    rows=_bought,
    to_row=named,
    row_noun=NOUN,
    day_noun=DAY,
    year_label="Équipements achetés dans l’année",
)
for measure in (PRESENT, BOUGHT):
    register(MEASURES, measure.code)(measure)
