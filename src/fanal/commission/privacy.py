"""What the commission keeps about people: members, who proposes and writes, who answers for a decision.

Five years for minutes and one for the names of outsiders are choices of Fanal, as no text sets them. Approved
minutes are frozen: they name whoever came, and whoever answers for a decision, as long as they are kept.
"""

from django.db.models import Q

from fanal.commission.models import (
    AgendaItem,
    CommissionMember,
    DialogueFile,
    Meeting,
    MeetingDecision,
    MeetingPresence,
    MinutesCorrection,
)
from fanal.commission.policies.meeting import read_commission, read_meetings
from fanal.core.mail.models import Mail
from fanal.core.personal_data import AppPrivacy, Erased, JournalName, Own, Until, years
from fanal.core.registry import FILES, register

SENTENCES = {
    "commission.member_added": "Membre de la commission ajouté",
    "commission.member_changed": "Membre de la commission modifié",
    "commission.meeting_planned": "Réunion prévue",
    "commission.meeting_changed": "Réunion modifiée",
    "commission.meeting_cancelled": "Réunion annulée",
    "commission.meeting_convened": "Réunion convoquée",
    "commission.meeting_held": "Séance ouverte",
    "commission.sitting_shut": "Séance refermée",
    "commission.item_proposed": "Point proposé à l’ordre du jour",
    "commission.item_moved": "Ordre du jour changé",
    "commission.item_withdrawn": "Point retiré de l’ordre du jour",
    "commission.presences_noted": "Présences notées",
    "commission.decision_noted": "Décision notée",
    "commission.decision_changed": "Décision modifiée",
    "commission.decision_removed": "Décision retirée",
    "commission.decision_closed": "Suite d’une décision notée",
    "commission.minutes_approved": "Compte rendu approuvé",
    "commission.minutes_published": "Compte rendu publié",
    "commission.minutes_corrected": "Compte rendu rectifié",
    "commission.dialogue_asked": "Dossier de dialogue demandé",
    "commission.dialogue_made": "Dossier de dialogue préparé",
}
KEPT_YEARS, NAMED_YEARS = 5, 1
OUTSIDE = Q(person__isnull=True)
MAILS = ("reunion-", "compte-rendu-")  # how the keys of mails with a file of ours begin

keeps = AppPrivacy(
    "commission", "Commission et partenaires", SENTENCES, journal=28, own=43, erasure=52, retention=57
)
NAMES = keeps.rule(
    "commission.outsiders",
    "Une personne extérieure qui siège : un an après son dernier jour, son nom et son adresse s’effacent de "
    "la liste des membres ; un compte rendu approuvé la nomme encore, cinq ans comme lui.",
)
MEETINGS = keeps.rule(
    "commission.meetings",
    "Une réunion, ses présences, son compte rendu et ses décisions : cinq ans après la réunion ; approuvé, "
    "le compte rendu garde jusque-là les noms qu’il portait.",
)
MEMBERS = keeps.rule("commission.members", "Un membre de la commission : cinq ans après son dernier jour.")
FILES_KEPT = keeps.rule("commission.dialogue", "Un dossier de dialogue : cinq ans après qu’il est préparé.")

keeps(
    CommissionMember,
    Erased("Membres de la commission", "person", also=(MeetingPresence,)),
    Until(MEMBERS, "ends_on", years(KEPT_YEARS)),
    Until(NAMES, "ends_on", years(NAMED_YEARS), where=OUTSIDE, leaves={"name": "", "email": ""}),
    Own(
        "commission",
        {"réunion": "circle", "à quel titre": "quality", "depuis le": "starts_on", "jusqu’au": "ends_on"},
        by="depuis le",
    ),
    JournalName("Membre de la commission"),
)
keeps(
    Meeting,
    Erased(
        "Comptes rendus approuvés",
        "approved_by",
        why="Le compte rendu approuvé est un document de l’établissement : il reste cinq ans tel qu’il a été "
        "approuvé.",
    ),
    Until(
        MEETINGS,
        "starts_at",
        years(KEPT_YEARS),
        also=(AgendaItem, MeetingPresence, MinutesCorrection, MeetingDecision),
    ),
    Own("comptes rendus approuvés", {"réunion": "title", "le": "approved_at"}, by="le"),
    JournalName("Réunion", "{0.title}", "commission:meeting_page", by="number", right=read_meetings),
)
keeps(
    AgendaItem,
    Erased("Points proposés ou écrits", ("proposed_by", "minutes_by"), becomes="gardés, sans nom"),
    Own("points de réunion", {"point": "title", "réunion": "meeting__title"}, by="point"),
    JournalName("Point de l’ordre du jour"),
)
keeps(MeetingPresence, JournalName("Présence"))
keeps(
    MinutesCorrection,
    Erased("Rectifications", "written_by", becomes="gardées, sans nom"),
    Own("rectifications", {"texte": "text", "le": "written_at"}, by="le"),
    JournalName("Rectification"),
)
keeps(
    MeetingDecision,
    Erased("Décisions de réunion", "owner", becomes="gardées, sans nom"),
    Own("décisions de réunion", {"décision": "text", "pour le": "due_on"}, by="pour le"),
    JournalName("Décision"),
)
keeps(
    DialogueFile,
    Erased("Dossiers de dialogue demandés", "asked_by", becomes="gardés, sans dire par qui"),
    Until(FILES_KEPT, "asked_at", years(KEPT_YEARS)),
    Own("dossiers de dialogue", {"numéro": "number", "le": "asked_at"}, by="numéro"),
    JournalName("Dossier de dialogue", "n° {0.number}", "commission:dialogue", right=read_commission),
)


@register(FILES)
def files_of(school_id: int) -> set[str]:
    """The two files of a dialogue file, and those of mails: no row of theirs has one hash of its own."""
    rows = DialogueFile.objects.for_school(school_id).values_list("pdf_sha256", "odt_sha256")
    ours = Q()
    for prefix in MAILS:
        ours |= Q(key__startswith=prefix)
    mails = Mail.objects.for_school(school_id).filter(ours).values_list("attachments", flat=True)
    sent = {attachment["sha256"] for attachments in mails for attachment in attachments}
    return {sha256 for pair in rows for sha256 in pair if sha256} | sent
