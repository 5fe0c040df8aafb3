"""What requests count: how many were asked, solved, passed on, and how long until they were solved."""

from collections.abc import Callable

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.calendars import calendar_of
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.models.request_queryset import HelpRequestQuerySet
from fanal.helpdesk.reading.delays import every, solving_median, until_solved
from fanal.helpdesk.rules.codes import RequestKind
from fanal.helpdesk.rules.measured import hours_words
from fanal.measures.reading.measured_people import only_lead
from fanal.measures.reading.measures import MEASURES, Duration, Measure, MeasuredRow
from fanal.measures.reading.period_filters import moments
from fanal.year.rules.periods import MeasurePeriod

NOUN, DAY = ("demande", "demandes"), "Envoyée le"


def asked(school: School, period: MeasurePeriod) -> HelpRequestQuerySet:
    return every(school).asked_within(*moments(school, period))


def solved(school: School, period: MeasurePeriod) -> HelpRequestQuerySet:
    return every(school).solved_within(*moments(school, period))


def sent(school: School, period: MeasurePeriod) -> HelpRequestQuerySet:
    return every(school).passed_on_within(*moments(school, period))


def in_order(
    rows: Callable[[School, MeasurePeriod], HelpRequestQuerySet],
) -> Callable[[School, MeasurePeriod], QuerySet[HelpRequest]]:
    """The last asked first, with what `named_request` reads."""

    def read(school: School, period: MeasurePeriod) -> QuerySet[HelpRequest]:
        ordered: QuerySet[HelpRequest] = rows(school, period).order_by("-asked_at", "-pk")
        return ordered.select_related("room__building")

    return read


def _with_waits(school: School, period: MeasurePeriod) -> QuerySet[HelpRequest]:
    """Those solved, with the waits that are taken off their delay."""
    return in_order(solved)(school, period).prefetch_related("transmissions")


def named_request(request: HelpRequest, school: School, worth: str = "") -> MeasuredRow:
    """« N° 153 · Vidéoprojecteur · Salle 204 »: never the words of whoever asked."""
    about = [f"N° {request.number}", str(RequestKind(request.kind).label)]
    about += [str(request.room)] if request.room else []
    day = request.asked_at.astimezone(school.zone_info).date()
    page = address("helpdesk:request_page", school.uai, request.number)
    return MeasuredRow.of(request, " · ".join(about), page, day, worth)


def named(school: School) -> Callable[[HelpRequest], MeasuredRow]:
    return lambda request: named_request(request, school)


def _named_with_hours(school: School) -> Callable[[HelpRequest], MeasuredRow]:
    calendar = calendar_of(school)

    def row(request: HelpRequest) -> MeasuredRow:
        return named_request(request, school, hours_words(until_solved(school, request), calendar))

    return row


def solving(school: School, period: MeasurePeriod) -> Duration | None:
    median = solving_median(school, solved(school, period))
    return None if median is None else Duration(*median, whose=only_lead(school, period))


ASKED = Measure(
    code="helpdesk.asked",
    noun=("demande envoyée", "demandes envoyées"),
    definition=(
        "Demandes envoyées sur la période, par toutes les voies ; deux demandes réunies comptent pour une."
    ),
    rows=in_order(asked),
    to_row=named,
    row_noun=NOUN,
    day_noun=DAY,
)
SOLVED = Measure(
    code="helpdesk.solved",
    noun=("demande résolue", "demandes résolues"),
    definition="Demandes dont la résolution tombe dans la période, quel que soit le jour de leur envoi.",
    rows=in_order(solved),
    to_row=named,
    is_work=True,
    row_noun=NOUN,
    day_noun=DAY,
)
# « helpdesk.delay » was kept in hours of the wall until December 2026: another code, another measure.
SOLVING_DELAY = Measure(
    code="helpdesk.worked_delay",
    noun=("délai ouvré médian de résolution", "délai ouvré médian de résolution"),
    definition=(
        "Heures entre l’envoi et la résolution, de 8 h à 18 h, les jours où l’établissement est ouvert, sans "
        "l’attente de la collectivité : une demande sur deux a été plus rapide."
    ),
    rows=_with_waits,
    to_row=_named_with_hours,
    row_noun=NOUN,
    day_noun=DAY,
    duration=solving,
)
SENT = Measure(
    code="helpdesk.sent",
    noun=("transmise à la collectivité", "transmises à la collectivité"),
    definition="Demandes transmises à la collectivité pendant la période, une fois chacune.",
    rows=in_order(sent),
    to_row=named,
    is_work=True,
    row_noun=NOUN,
    day_noun=DAY,
    year_label="Demandes transmises à la collectivité",
)
for measure in (ASKED, SOLVED, SOLVING_DELAY, SENT):
    register(MEASURES, measure.code)(measure)
