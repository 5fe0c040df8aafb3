"""What requests say to the board: how many, about what, how long, and what was passed on. Nobody is named."""

from collections import Counter
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.indicators import within, within_last_year
from fanal.accounts.reading.measured_people import only_lead
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
from fanal.accounts.rules.french import agrees, counted
from fanal.accounts.rules.periods import MeasurePeriod
from fanal.core.addresses import address
from fanal.core.registry import REPORT_BLOCK, register
from fanal.helpdesk.contributions.indicators import calendar_of, solving_delay, until_solved
from fanal.helpdesk.models import HelpRequest, Transmission
from fanal.helpdesk.rules.codes import RequestKind
from fanal.helpdesk.rules.measured import hours_words

NOUN, DAY = ("demande", "demandes"), "Envoyée le"
MOST_BARS = 6


def traced_request(request: HelpRequest, school: School, worth: str = "") -> TracedRow:
    """« N° 153 · Vidéoprojecteur · Salle 204 »: never the words of whoever asked."""
    about = [f"N° {request.number}", str(RequestKind(request.kind).label)]
    about += [str(request.room)] if request.room else []
    day = request.asked_at.astimezone(school.zone_info).date()
    return TracedRow.of(
        request, " · ".join(about), address("helpdesk:request_page", school.uai, request.number), day, worth
    )


def _listed(rows: QuerySet) -> QuerySet:
    return rows.select_related("room__building").order_by("-asked_at", "-pk")


def _count(code: str, label: str, rows: QuerySet, school: School, words: str, span: str) -> BlockFigure:
    return counted_figure(
        code,
        label,
        _listed(rows),
        lambda request: traced_request(request, school),
        definition=words,
        period=span,
        noun=NOUN,
        day_noun=DAY,
    )


def _delay(solved: QuerySet, school: School, period: MeasurePeriod) -> BlockFigure | None:
    """As TK3 counts it. The delay of the only one who solves requests is theirs: they must agree to it."""
    measure = solving_delay(school, period)
    if measure.numerator is None:
        return None
    calendar = calendar_of(school)
    trace = tuple(
        traced_request(request, school, hours_words(until_solved(school, request), calendar))
        for request in _listed(solved).prefetch_related("transmissions")[:MOST_ROWS]
    )
    hours = f"{measure.numerator.quantize(Decimal('0.1')).normalize():f}"
    people = set(solved.exclude(taken_by=None).values_list("taken_by", flat=True))
    only_one = people.pop() if len(people) == 1 else None
    return BlockFigure(
        "helpdesk.delay",
        "délai médian pour résoudre une demande",
        f"{hours.replace('.', ',')} {agrees(float(measure.numerator), 'h ouvrée', 'h ouvrées')}",
        DELAY,
        period.label,
        numerator=measure.numerator,
        rows=measure.rows,
        trace=trace,
        row_noun=NOUN,
        day_noun=DAY,
        whose=only_one or measure.whose,
    )


def _kinds(asked: QuerySet) -> BlockBars | None:
    counts = Counter(asked.values_list("kind", flat=True))
    if not counts:
        return None
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_BARS]
    kind, most = ordered[0]
    finding = f"{RequestKind(kind).label} : {counted(most, 'demande')} sur {counts.total()}."
    bars = tuple((str(RequestKind(code).label), Decimal(count)) for code, count in ordered)
    return BlockBars(finding, bars, "demandes")


def compose(school: School, period: MeasurePeriod, today: date) -> ReportBlock | None:
    every = HelpRequest.objects.for_school(school).not_merged()
    asked = every.filter(**within(school, period, "asked_at"))
    if not asked.exists():
        return None
    solved = every.filter(**within(school, period, "solved_at"))
    sent = Transmission.objects.for_school(school).filter(**within(school, period, "sent_at"))
    passed_on = every.filter(pk__in=sent.values("help_request"))
    span = period.label
    figures = [
        _count("helpdesk.asked", "demandes envoyées", asked, school, ASKED, span),
        _count("helpdesk.solved", "demandes résolues", solved, school, SOLVED, span),
        _count("helpdesk.sent", "transmises à la collectivité", passed_on, school, SENT, span),
    ]
    if delay := _delay(solved, school, period):
        figures.insert(2, delay)
    before = every.filter(**within_last_year(school, period, today, "asked_at")).count()
    when = "un an plus tôt" if today >= period.ends_on else "un an plus tôt à la même date"
    sentence = f"{counted(figures[0].rows, 'demande')} sur la période"
    sentence += f", contre {before} {when}." if before else "."
    sentences = [BlockSentence(sentence, "helpdesk.asked")]
    if delay:
        words = f"Une demande sur deux est résolue en moins de {delay.value}."
        sentences.append(BlockSentence(words, "helpdesk.delay"))
    return ReportBlock(tuple(sentences), tuple(figures), _kinds(asked))


def measures(school: School, period: MeasurePeriod, person_id: int) -> bool:
    """Whoever answers requests: the only référent of the period, and who took one that is solved."""
    if only_lead(school, period) == person_id:
        return True
    solved = HelpRequest.objects.for_school(school).filter(**within(school, period, "solved_at"))
    return solved.filter(taken_by=person_id).exists()


ASKED = "Demandes envoyées sur la période, par toutes les voies ; deux demandes réunies comptent pour une."
SOLVED = "Demandes dont la résolution tombe dans la période, quel que soit le jour de leur envoi."
DELAY = (
    "Heures de travail entre l’envoi et la résolution, de 8 h à 18 h les jours ouvrés, sans l’attente de la "
    "collectivité : une demande sur deux a été plus rapide."
)
SENT = "Demandes transmises à la collectivité pendant la période, une fois chacune."

register(REPORT_BLOCK, 30)(
    ReportBlockSource("helpdesk.requests", "Les demandes et leurs délais", compose, measures=measures)
)
