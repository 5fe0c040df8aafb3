"""What the inventory says to the board: how many machines, whose they are, how old. As they stand today."""

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.core.registry import register
from fanal.core.text.french import counted, full_day
from fanal.equipment.contributions.measures import (
    A_YEAR,
    BOUGHT,
    DAY,
    NOUN,
    PRESENT,
    by_number,
    named_machine,
    years_words,
)
from fanal.equipment.models import Equipment
from fanal.equipment.models.equipment import EquipmentOwner
from fanal.equipment.models.equipment_queryset import EquipmentQuerySet
from fanal.equipment.reading.owners import names_of
from fanal.equipment.rules.fleet import Age
from fanal.measures.reading.report_blocks import (
    MOST_ROWS,
    REPORT_BLOCK,
    BlockBars,
    BlockFigure,
    BlockSentence,
    FigureLabel,
    ReportBlock,
    ReportBlockSource,
    counted_figure,
    measured_figure,
)
from fanal.year.rules.periods import MeasurePeriod


def _count(
    code: str,
    label: FigureLabel,
    rows: QuerySet,
    school: School,
    words: str,
    span: str,
    whole: int | None = None,
) -> BlockFigure:
    return counted_figure(
        code,
        label,
        by_number(rows),
        lambda machine: named_machine(machine, school),
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
        years_words(mean),
        "Moyenne des âges des équipements présents dont la date d’achat est connue.",
        span,
        (Decimal(sum(days)) / A_YEAR).quantize(Decimal("0.01")),
        Decimal(len(days)),
        len(days),
        tuple(named_machine(machine, school, today) for machine in by_number(dated)[:MOST_ROWS]),
        NOUN,
        day_noun=DAY,
    )


def _ages(rows: EquipmentQuerySet, today: date) -> BlockBars:
    counts = [(age.label, rows.aged(age, today).count()) for age in Age]
    known = [(label, Decimal(count)) for label, count in counts if count]
    label, most = max(known, key=lambda pair: pair[1])
    return BlockBars(f"La tranche la plus nombreuse : {label.lower()}, {most}.", tuple(known), "équipements")


def compose(school: School, period: MeasurePeriod, today: date) -> ReportBlock | None:
    span = f"au {full_day(today)}"
    here = measured_figure(PRESENT, school, period, span=span)
    whole, present = here.rows, Equipment.objects.for_school(school).present()
    if not whole:
        return None
    names = names_of(School.objects.select_related("authority").get(pk=school.pk))
    theirs = present.filter(owner=EquipmentOwner.AUTHORITY)
    broken = present.filter(state=Equipment.State.BROKEN)
    whose = f"à la collectivité ({names['authority']})"
    own_label = f"appartient {whose}", f"appartiennent {whose}"
    figures = [
        here,
        _count("equipment.owner", own_label, theirs, school, OWNED, span, whole),
        _count("equipment.broken", ("en panne", "en panne"), broken, school, BROKEN, span, whole),
        measured_figure(BOUGHT, school, period),
    ]
    age = _mean_age(present, school, today, span)
    if age:
        figures.insert(1, age)
    sentences = [BlockSentence(f"{counted(whole, 'équipement')} dans l’établissement.", "equipment.present")]
    old = present.aged(Age.OLDEST, today)
    if count := old.count():
        figures.append(_count("equipment.oldest", OLDEST_LABEL, old, school, OLDEST, span, whole))
        share = round(100 * count / whole)
        sentences.append(
            BlockSentence(f"{share} % des équipements ont sept ans ou plus.", "equipment.oldest")
        )
    return ReportBlock(tuple(sentences), tuple(figures), _ages(present, today))


OLDEST_LABEL = "a sept ans ou plus", "ont sept ans ou plus"
OWNED = (
    "Équipements présents dont le propriétaire est la collectivité, d’après l’inventaire. Celui que personne "
    "n’a confirmé en est : il est pris pour le sien."
)
BROKEN = "Équipements présents notés en panne ce jour-là."
OLDEST = "Équipements présents achetés depuis sept ans ou plus ; ceux sans date d’achat n’y sont pas."

register(REPORT_BLOCK, "equipment.park")(ReportBlockSource("equipment.park", "Le matériel", compose))
