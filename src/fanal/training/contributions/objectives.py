"""A session of training may serve an objective of the digital project; a cancelled one serves none."""

from typing import Any

from django.db.models import QuerySet

from fanal.accounts.models.member import Member
from fanal.accounts.reading.objectives import TRACED_KIND, Area, traced_rows
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.training.models import TrainingSession
from fanal.training.policies import session as policies
from fanal.training.rules.session import SessionState


def _seen(member: Member) -> QuerySet:
    rows = TrainingSession.objects.for_school(member.school).order_by("-starts_at", "pk")
    return rows if policies.read_sessions(member.actor, None) else rows.none()


def _page(session: Any, uai: str) -> str:
    return address("training:session_page", uai, session.pk)


register(TRACED_KIND, "training.session")(
    traced_rows(
        TrainingSession,
        "Séance de formation",
        Area.TRAINING,
        url=_page,
        rows=_seen,
        standing=lambda rows: rows.exclude(state=SessionState.CANCELLED),
        choices=True,
    )
)
