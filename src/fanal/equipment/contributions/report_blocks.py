"""What the inventory says to the board: how many machines, whose they are, how old. As they stand today."""

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.indicators import days_within
from fanal.accounts.reading.report_blocks import (
    MOST_ROWS,
    BlockBars,
    BlockFigure,
    BlockSentence,
    ReportBlock,
    ReportBlockSource,
    TracedRow,
    counted_figure,
)
from fanal.accounts.rules.french import counted, full_day
from fanal.accounts.rules.periods import MeasurePeriod
from fanal.core.addresses import address
from fanal.core.registry import REPORT_BLOCK, register
from fanal.equipment.models import Equipment
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.models.equipment_queryset import EquipmentQuerySet
from fanal.equipment.reading.owners import names_of
from fanal.equipment.rules.fleet import Age

DAY = "Acheté le"
NOUN = ("équipement", "équipements")
A_YEAR = Decimal("365.25")  # days


def traced_machine(machine: Equipment, school: School, aged_on: date | None = None) -> TracedRow:
    """« N° 12 · Vidéoprojecteur »: by its type, never by a name, which may be that of somebody.

    `aged_on`: the day on which its age counts.
    """
    days = (aged_on - machine.bought_on).days if aged_on and machine.bought_on else None
    return TracedRow.of(
        machine,
        f"N° {machine.number} · {machine.type}",
        address("equipment:equipment_page", school.uai, machine.number),
        machine.bought_on,
        "" if days is None else _years(Decimal(days) / A_YEAR),
    )


def _years(years: Decimal) -> str:
    return f"{years.quantize(Decimal('0.1'))} {'ans' if years >= 2 else 'an'}".replace(".", ",")


def _listed(rows: QuerySet) -> QuerySet:
    return rows.select_related("type").order_by("number")


def _count(
    code: str, label: str, rows: QuerySet, school: School, words: str, span: str, whole: int | None = None
) -> BlockFigure:
    return counted_figure(
        code,
        label,
        _listed(rows),
        lambda machine: traced_machine(machine, school),
        definition=words,
        period=span,
        noun=NOUN,
        whole=whole,
        day_noun=DAY,
    )


def _mean_age(rows: QuerySet, school: School, today: date, span: str) -> BlockFigure | None:
    dated = rows.filter(bought_on__isnull=False, bought_on__lte=today)
    days = [(today - bought_on).days for bought_on in dated.values_list("bought_on", flat=True)]
    if not days:
        return None
    mean = (Decimal(sum(days)) / A_YEAR / len(days)).quantize(Decimal("0.1"))
    return BlockFigure(
        "equipment.age",
        "âge moyen",
        _years(mean),
        "Moyenne des âges des équipements présents dont la date d’achat est connue.",
        span,
        (Decimal(sum(days)) / A_YEAR).quantize(Decimal("0.01")),
        Decimal(len(days)),
        len(days),
        tuple(traced_machine(machine, school, today) for machine in _listed(dated)[:MOST_ROWS]),
        NOUN,
        day_noun=DAY,
    )


def _ages(rows: EquipmentQuerySet, today: date) -> BlockBars:
    counts = [(age.label, rows.aged(age, today).count()) for age in Age]
    known = [(label, Decimal(count)) for label, count in counts if count]
    label, most = max(known, key=lambda pair: pair[1])
    return BlockBars(f"La tranche la plus nombreuse : {label.lower()}, {most}.", tuple(known), "équipements")


def compose(school: School, period: MeasurePeriod, today: date) -> ReportBlock | None:
    present = Equipment.objects.for_school(school).present()
    whole = present.count()
    if not whole:
        return None
    span = f"au {full_day(today)}"
    names = names_of(School.objects.select_related("authority").get(pk=school.pk))
    theirs = present.filter(owner=EquipmentOwner.AUTHORITY)
    broken = present.filter(state=Equipment.State.BROKEN)
    bought = Equipment.objects.for_school(school).filter(**days_within(period, "bought_on"))
    own_label = f"appartiennent à la collectivité ({names['authority']})"
    figures = [
        _count("equipment.present", "équipements présents", present, school, PRESENT, span),
        _count("equipment.owner", own_label, theirs, school, OWNED, span, whole),
        _count("equipment.broken", "en panne", broken, school, BROKEN, span, whole),
        _count("equipment.bought", "achetés sur la période", bought, school, BOUGHT, period.label),
    ]
    age = _mean_age(present, school, today, span)
    if age:
        figures.insert(1, age)
    sentences = [BlockSentence(f"{counted(whole, 'équipement')} dans l’établissement.", "equipment.present")]
    old = present.aged(Age.OLDEST, today)
    if count := old.count():
        figures.append(_count("equipment.oldest", "ont sept ans ou plus", old, school, OLDEST, span, whole))
        share = round(100 * count / whole)
        sentences.append(
            BlockSentence(f"{share} % des équipements ont sept ans ou plus.", "equipment.oldest")
        )
    return ReportBlock(tuple(sentences), tuple(figures), _ages(present, today))


PRESENT = "Équipements présents à l’inventaire ce jour-là, quel que soit leur état."
OWNED = "Équipements présents dont le propriétaire est la collectivité, d’après l’inventaire."
BROKEN = "Équipements présents notés en panne ce jour-là."
BOUGHT = "Équipements dont la date d’achat tombe dans la période, sortis depuis ou non."
OLDEST = "Équipements présents achetés depuis sept ans ou plus ; ceux sans date d’achat n’y sont pas."

register(REPORT_BLOCK, 20)(ReportBlockSource("equipment.park", "Le matériel", compose))
