"""What a hand-over keeps about people: their note, and who wrote where the accesses are.

How long is our own choice.
"""

from django.db.models import Q

from fanal.core.people.personal_data import AppPrivacy, Erased, JournalName, Own, Until, days, years
from fanal.missions.models import AccessPlace, HandoverNote
from fanal.missions.policies.handover import read_handover

SENTENCES = {
    "missions.note_written": "Note de transmission écrite",
    "missions.note_removed": "Note de transmission retirée",
    "missions.access_said": "Lieu des accès indiqué",
}
YEARS = 2

keeps = AppPrivacy("missions", "La mission", SENTENCES, place="missions.handover")
NOTES = keeps.rule(
    "missions.handover_notes", f"La note de qui part : {YEARS} ans après sa dernière écriture."
)
PLACES = keeps.rule(
    "missions.access_places",
    "Où se trouvent les accès d’un service : tant qu’il sert ; qui l’a écrit, jusqu’à son départ.",
)

keeps(
    HandoverNote,
    Erased("Note de transmission", "author"),
    Until(NOTES, "written_at", years(YEARS)),
    Own("note de transmission", {"note": "text", "le": "written_at"}, by="le"),
    JournalName("Note de transmission", "{0}", "handover:handover", right=read_handover),
)
keeps(
    AccessPlace,
    Erased("Lieux des accès", "written_by", becomes="sans dire par qui"),
    Until(PLACES, "written_by__left_on", days(0), leaves={"written_by": None}, keeps_history=True),
    Until(PLACES, where=Q(service__archived_on__isnull=False)),
    Own("lieux d’accès écrits", {"service": "service__name", "lieu": "text", "le": "written_on"}, by="le"),
    JournalName("Lieu des accès", "{0}", "handover:handover", related="service", right=read_handover),
)
