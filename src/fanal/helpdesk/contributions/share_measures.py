"""What indicators count of requests: in time, on the spot, reopened, and how long until a first answer."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Q

from fanal.accounts.models import School
from fanal.accounts.reading.calendars import calendar_of
from fanal.core.models import JournalEntry
from fanal.helpdesk.contributions.measures import DAY, NOUN, asked, in_order, named, named_request, solved
from fanal.helpdesk.models import HelpRequest, Message, Transmission
from fanal.helpdesk.models.request_queryset import HelpRequestQuerySet
from fanal.helpdesk.reading.delays import MOST, every, timed
from fanal.helpdesk.rules.measured import TimedRequest, hours_words, median_hours
from fanal.measures.reading.measured_people import only_lead
from fanal.measures.reading.measures import Duration, Measure, MeasuredRow
from fanal.measures.reading.period_filters import within
from fanal.year.rules.periods import MeasurePeriod

WHEN = ("asked_at", "solved_at")
JOURNAL_REOPENED = "helpdesk.reopened"
BY_SOMEBODY = (
    Q(messages__audience=Message.Audience.EVERYONE)
    & Q(messages__author__isnull=False)
    & ~Q(messages__author=F("requester"))
)


def _answered(school: School, period: MeasurePeriod) -> HelpRequestQuerySet:
    """Those asked in the period that somebody else than their requester answered, or solved.

    `answered_at`: the first answer that the requester could read.
    """
    rows: Any = asked(school, period).annotate(answered_at=Min("messages__written_at", filter=BY_SOMEBODY))
    answered: HelpRequestQuerySet = rows.exclude(answered_at=None, solved_at=None)
    return answered


def until_answered(school: School, request: Any) -> TimedRequest:
    """From the asking to the first answer, or to the solution where nothing was written before it."""
    return timed(school, request.asked_at, min(filter(None, (request.answered_at, request.solved_at))))


def _answering(school: School, period: MeasurePeriod) -> Duration | None:
    rows: Any = _answered(school, period).only(*WHEN)[:MOST]
    requests = [until_answered(school, request) for request in rows]
    hours = median_hours(requests, calendar_of(school))
    return None if hours is None else Duration(hours, len(requests), whose=only_lead(school, period))


def _named_with_answer(school: School) -> Callable[[HelpRequest], MeasuredRow]:
    calendar = calendar_of(school)

    def row(request: HelpRequest) -> MeasuredRow:
        return named_request(request, school, hours_words(until_answered(school, request), calendar))

    return row


def _due(school: School, period: MeasurePeriod) -> HelpRequestQuerySet:
    return solved(school, period).filter(due_at__isnull=False)


def _in_time(school: School, period: MeasurePeriod) -> HelpRequestQuerySet:
    return _due(school, period).filter(solved_at__lte=F("due_at"))


def _on_site(school: School, period: MeasurePeriod) -> HelpRequestQuerySet:
    sent = Transmission.objects.for_school(school).filter(help_request=OuterRef("pk"))
    return solved(school, period).filter(~Exists(sent))


def _reopened(school: School, period: MeasurePeriod) -> HelpRequestQuerySet:
    entries = JournalEntry.objects.for_school(school).filter(
        verb=JOURNAL_REOPENED, **within(school, period, "at")
    )
    subjects = entries.values_list("subject", flat=True).distinct()[:MOST]
    return every(school).not_merged().filter(pk__in=[int(one.split(":")[1]) for one in subjects])


def _ever_solved(school: School, period: MeasurePeriod) -> HelpRequestQuerySet:
    """Those solved in the period, those that were then reopened with them."""
    is_solved = Q(pk__in=solved(school, period).values("pk"))
    is_reopened = Q(pk__in=_reopened(school, period).values("pk"))
    return every(school).not_merged().filter(is_solved | is_reopened)


def _requests(
    code: str,
    noun: tuple[str, str],
    definition: str,
    rows: Callable[[School, MeasurePeriod], HelpRequestQuerySet],
) -> Measure:
    return Measure(
        code=code,
        noun=noun,
        definition=definition,
        rows=in_order(rows),
        to_row=named,
        row_noun=NOUN,
        day_noun=DAY,
        is_work=True,
    )


DUE = _requests(
    "helpdesk.due",
    ("demande résolue qui avait une date", "demandes résolues qui avaient une date"),
    "Demandes résolues dans la période dont une date était prévue.",
    _due,
)
IN_TIME = _requests(
    "helpdesk.in_time",
    ("demande résolue à temps", "demandes résolues à temps"),
    "Demandes résolues dans la période avant la date qui était prévue.",
    _in_time,
)
ON_SITE = _requests(
    "helpdesk.on_site",
    ("demande résolue sur place", "demandes résolues sur place"),
    "Demandes résolues dans la période sans avoir été transmises à la collectivité.",
    _on_site,
)
REOPENED = _requests(
    "helpdesk.reopened",
    ("demande rouverte", "demandes rouvertes"),
    "Demandes rouvertes pendant la période, une fois chacune.",
    _reopened,
)
EVER_SOLVED = _requests(
    "helpdesk.ever_solved",
    ("demande résolue au moins une fois", "demandes résolues au moins une fois"),
    "Demandes résolues dans la période, celles qui ont été rouvertes ensuite avec elles.",
    _ever_solved,
)
ANSWERING_DELAY = Measure(
    code="helpdesk.answering_delay",
    noun=("délai ouvré médian de première réponse", "délai ouvré médian de première réponse"),
    definition=(
        "Heures entre l’envoi et la première réponse que peut lire qui demande, de 8 h à 18 h, les jours où "
        "l’établissement est ouvert : une demande sur deux en a reçu une plus vite."
    ),
    rows=in_order(_answered),
    to_row=_named_with_answer,
    row_noun=NOUN,
    day_noun=DAY,
    duration=_answering,
)
