"""What peer help keeps: who offers, as long as they want; who asked and helped, two years after the end."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from fanal.core.people.kinds import STAFF
from fanal.core.people.personal_data import About, AppPrivacy, Erased, JournalName, Own, Until, years
from fanal.peer_help.models import (
    OpenHour,
    OpenHourSlot,
    PeerOffer,
    PeerSession,
    ProjectHelp,
    ProjectHelpMessage,
)
from fanal.peer_help.rules.codes import TOPICS

SENTENCES = {
    "peer_help.asked": "Coup de main demandé à des collègues",
    "peer_help.taken": "Demande entre collègues prise",
    "peer_help.given_back": "Demande entre collègues rendue à l’équipe",
    "peer_help.session_noted": "Séance d’entraide notée",
    "peer_help.ended": "Demande entre collègues terminée",
    "peer_help.hour_opened": "Heure ouverte proposée",
    "peer_help.hour_cancelled": "Heure ouverte annulée",
}
KEPT_YEARS, HOUR_YEARS = 2, 1

keeps = AppPrivacy(
    "peer_help",
    "Entraide",
    SENTENCES,
    place="peer_help",
    purpose="Mettre en relation des collègues qui s’entraident",
)
OFFERS = keeps.rule("peer_help.offers", "« Qui sait faire quoi » : jusqu’au retrait, ou au départ.")
HELPS = keeps.rule("peer_help.helps", "Une demande entre collègues : deux ans après sa fin.")
HOURS = keeps.rule("peer_help.hours", "Une heure ouverte et ses créneaux : un an après.")


def _of_leavers(rows: QuerySet, now: datetime) -> QuerySet:
    return rows.filter(person__left_on__lt=now.date())


def _state(code: str) -> str:
    return str(dict(ProjectHelp._meta.get_field("state").flatchoices)[code])


def _labels(codes: Any) -> str:
    return ", ".join(label for code, label in TOPICS.items() if code in codes)


keeps(
    PeerOffer,
    Erased("Qui sait faire quoi", "person"),
    Until(OFFERS, rows=_of_leavers),
    Own(
        "aide proposée",
        {"sur": "topics", "mots": "words", "ouvre sa classe": "opens_classroom", "depuis le": "since"},
        by="depuis le",
        labels={"sur": _labels},
    ),
    JournalName("Aide proposée"),
)
keeps(
    ProjectHelp,
    Erased(
        "Demandes faites à des collègues",
        "requester",
        becomes="gardées, sans nom ni mots",
        leaves={"title": "Demande effacée", "text": ""},
    ),
    Erased(
        "Aide donnée à des collègues",
        ("helper", "addressee"),
        becomes="gardée, sans nom",
        also=(PeerSession,),
    ),
    Until(HELPS, "ended_on", years(KEPT_YEARS), also=(ProjectHelpMessage, PeerSession)),
    Own("coups de main", {"projet": "title", "demande": "text", "le": "asked_on"}, by="le", of="requester"),
    Own(
        "coups de main donnés ou attendus de cette personne",
        {"projet": "title", "demandé le": "asked_on", "état": "state", "terminé le": "ended_on"},
        by="demandé le",
        of=("helper", "addressee"),
        labels={"état": _state},
    ),
    JournalName("Demande entre collègues"),
)
keeps(
    ProjectHelpMessage,
    Erased("Messages entre collègues", "author", becomes="gardés, sans nom ni mots", leaves={"text": ""}),
    Own("messages entre collègues", {"message": "text", "le": "written_at"}, by="le"),
    JournalName("Message entre collègues"),
)
keeps(
    PeerSession,
    About(STAFF),
    Own(
        "séances données à des collègues",
        {"projet": "project_help__title", "le": "held_on", "minutes": "minutes"},
        by="le",
        of="project_help__helper",
        is_private=True,
    ),
    JournalName("Séance entre collègues"),
)
keeps(
    OpenHour,
    Erased("Heures ouvertes", "host", becomes="gardées, sans nom", leaves={"place": "", "about": ""}),
    Until(HOURS, "ends_at", years(HOUR_YEARS), also=(OpenHourSlot,)),
    Own("heures ouvertes", {"où": "place", "sur": "about", "le": "starts_at"}, by="le"),
    JournalName("Heure ouverte", "{0}", "peer_help:hour_list"),
)
keeps(
    OpenHourSlot,
    Erased("Créneaux réservés", "booked_by", becomes="rendus", leaves={"about": ""}),
    Own("créneaux", {"pour": "about", "le": "open_hour__starts_at"}, by="le"),
    JournalName("Créneau"),
)
