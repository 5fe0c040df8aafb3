"""What did somebody give to colleagues? Sessions with minutes, requests ended, thanks; never a rank."""

from django.db.models import F

from fanal.core.people.work import WORK_EVIDENCE, WorkSource
from fanal.core.registry import register
from fanal.peer_help.models import PeerSession, ProjectHelp

SESSIONS = ("séance avec un collègue", "séances avec des collègues")
ENDED = ("coup de main donné", "coups de main donnés")
THANKS = ("merci d’un collègue", "mercis de collègues")


def _sessions(school_id: int, person_id: int):
    return PeerSession.objects.for_school(school_id).filter(project_help__helper=person_id)


def _ended(school_id: int, person_id: int):
    return ProjectHelp.objects.for_school(school_id).filter(helper=person_id, state="done")


def _thanks(school_id: int, person_id: int):
    return _ended(school_id, person_id).filter(is_thanked=True)


PAGE, PART = "peer_help:help_list", "teams"
register(WORK_EVIDENCE, "peer_help.sessions")(
    WorkSource(
        "peer_help.sessions", PART, *SESSIONS, 30, PAGE, rows=_sessions, day="held_on", spent=F("minutes")
    )
)
register(WORK_EVIDENCE, "peer_help.ended")(
    WorkSource("peer_help.ended", PART, *ENDED, 20, PAGE, rows=_ended, day="ended_on")
)
register(WORK_EVIDENCE, "peer_help.thanks")(
    WorkSource("peer_help.thanks", PART, *THANKS, 1, PAGE, rows=_thanks, day="ended_on")
)
