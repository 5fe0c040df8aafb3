"""What work on requests is there to prove? The day and how many: never whose request, nor its words.

The time noted by one tap is that of the line; a request without any takes a proposed duration. The services
are counted apart from the machines, as the mission counts them.
"""

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from fanal.core.people.work import WORK_EVIDENCE, Rows, WorkSource
from fanal.core.registry import register
from fanal.helpdesk.models import HelpRequest, TimeSpent
from fanal.helpdesk.rules.codes import OF_SERVICES

KINDS = sorted(OF_SERVICES)
REQUESTS = "helpdesk:request_list"
ENDED = TruncDate(Coalesce("solved_at", "closed_at"))


def _handled(*, of_services: bool) -> Rows:
    """Solved, taken by this person, who noted no time on it; a duplicate is the same need."""

    def rows(school_id: int, person_id: int) -> QuerySet:
        noted = TimeSpent.objects.for_school(school_id).filter(person=person_id, help_request=OuterRef("pk"))
        mine = HelpRequest.objects.for_school(school_id).filter(~Exists(noted), taken_by=person_id)
        mine = mine.filter(merged_into__isnull=True)
        return mine.filter(kind__in=KINDS) if of_services else mine.exclude(kind__in=KINDS)

    return rows


def _timed(*, of_services: bool) -> Rows:
    def rows(school_id: int, person_id: int) -> QuerySet:
        mine = TimeSpent.objects.for_school(school_id).filter(person=person_id)
        about = {"help_request__kind__in": KINDS}
        return mine.filter(**about) if of_services else mine.exclude(**about)

    return rows


HANDLED = ("demande suivie", "demandes suivies")
TIMED = ("passage sur une demande, temps noté", "passages sur des demandes, temps noté")
PASSED = ("échange avec la collectivité sur une demande", "échanges avec la collectivité sur des demandes")
OFFERED = (
    WorkSource(
        "helpdesk.handled",
        "interface",
        *HANDLED,
        15,
        REQUESTS,
        _handled(of_services=False),
        ENDED,
        is_requests=True,
    ),
    WorkSource(
        "helpdesk.accounts",
        "accounts",
        *HANDLED,
        10,
        REQUESTS,
        _handled(of_services=True),
        ENDED,
        is_requests=True,
    ),
    WorkSource(
        "helpdesk.timed",
        "interface",
        *TIMED,
        15,
        REQUESTS,
        _timed(of_services=False),
        "day",
        spent=F("minutes"),
        is_requests=True,
    ),
    WorkSource(
        "helpdesk.timed_accounts",
        "accounts",
        *TIMED,
        10,
        REQUESTS,
        _timed(of_services=True),
        "day",
        spent=F("minutes"),
        is_requests=True,
    ),
    WorkSource(
        "helpdesk.passed_on",
        "interface",
        *PASSED,
        5,
        REQUESTS,
        verbs=(
            "helpdesk.transmitted",
            "helpdesk.told_authority",
            "helpdesk.transmission_reminded",
            "helpdesk.transmission_answered",
        ),
    ),
)
for source in OFFERED:
    register(WORK_EVIDENCE, source.code)(source)
