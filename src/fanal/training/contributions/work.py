"""What work on trainings is there to prove? Sessions followed and given, requests and sessions prepared.

What a référent already noted under « Formation » with the same title and day is counted there alone.
"""

from django.db.models import Exists, F, OuterRef, QuerySet

from fanal.core.people.work import WORK_EVIDENCE, WorkSource
from fanal.core.registry import register
from fanal.missions.models import OwnTraining
from fanal.training.models import SessionRegistration, TrainingSession
from fanal.training.rules.session import SessionState

SESSIONS, PLAN = "training:session_list", "training:plan"


def _noted(school_id: int, person_id: int, prefix: str = "") -> Exists:
    """Whether the person noted it themselves."""
    rows = OwnTraining.objects.for_school(school_id).filter(person=person_id)
    return Exists(rows.filter(title=OuterRef(f"{prefix}title"), day=OuterRef(f"{prefix}day")))


def _followed(school_id: int, person_id: int) -> QuerySet:
    rows = SessionRegistration.objects.for_school(school_id).filter(person=person_id, is_present=True)
    held = rows.filter(session__state=SessionState.HELD)
    return held.exclude(session__host=person_id).exclude(_noted(school_id, person_id, "session__"))


def _given(school_id: int, person_id: int) -> QuerySet:
    rows = TrainingSession.objects.for_school(school_id).filter(host=person_id, state=SessionState.HELD)
    return rows.exclude(_noted(school_id, person_id))


FOLLOWED = ("séance de formation suivie", "séances de formation suivies")
GIVEN = ("séance de formation animée", "séances de formation animées")
PREPARED = ("geste sur le plan de formation", "gestes sur le plan de formation")

register(WORK_EVIDENCE, "training.followed")(
    WorkSource(
        "training.followed",
        "training",
        *FOLLOWED,
        60,
        "training:own_page",
        _followed,
        "session__day",
        spent=F("session__minutes"),
    )
)
register(WORK_EVIDENCE, "training.given")(
    WorkSource(
        "training.given",
        "training",
        *GIVEN,
        60,
        SESSIONS,
        _given,
        "day",
        spent=F("minutes"),
    )
)
register(WORK_EVIDENCE, "training.prepared")(
    WorkSource(
        "training.prepared",
        "steering",
        *PREPARED,
        20,
        PLAN,
        verbs=(
            "training.local_training_prepared",
            "training.local_training_sent",
            "training.session_planned",
            "training.presence_noted",
        ),
    )
)
