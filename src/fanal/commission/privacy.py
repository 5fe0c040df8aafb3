"""What the commission keeps about people: members, who proposes and writes, who answers for a decision.

Five years for minutes and one for the names of outsiders are choices of Fanal, as no text sets them. Approved
minutes are frozen: they name whoever came, and whoever answers for a decision, as long as they are kept.
"""

from collections.abc import Iterator

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
from fanal.commission.reading.paper import minutes_pdf
from fanal.commission.rules.meeting import Attended
from fanal.core.mail.models import Mail
from fanal.core.people.erasure import EVERYONE
from fanal.core.people.kinds import ANYONE, MEMBERS, PUPILS, SPEAKERS, STAFF
from fanal.core.people.personal_data import About, AppPrivacy, Erased, JournalName, Known, Own, Until, years
from fanal.core.registry import FILES, register
from fanal.core.retention.archives import ARCHIVES, Papers

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
    "commission.decision_noted": "Avis ou suite de réunion noté",
    "commission.decision_changed": "Avis ou suite de réunion modifié",
    "commission.decision_removed": "Avis ou suite de réunion retiré",
    "commission.decision_closed": "Fin d’une suite de réunion notée",
    "commission.minutes_approved": "Compte rendu approuvé",
    "commission.minutes_published": "Compte rendu publié",
    "commission.minutes_corrected": "Compte rendu rectifié",
    "commission.dialogue_asked": "Dossier de dialogue demandé",
    "commission.dialogue_made": "Dossier de dialogue préparé",
}
KEPT_YEARS, NAMED_YEARS = 5, 1
OUTSIDE = Q(person__isnull=True)
APPROVED = (
    "un compte rendu approuvé est un document de l’établissement, et une archive publique quand celui-ci est "
    "public : il reste tel qu’il a été approuvé jusqu’à la fin de sa durée"
)
MAILS = ("reunion-", "compte-rendu-")  # how the keys of mails with a file of ours begin

keeps = AppPrivacy(
    "commission",
    "Commission et partenaires",
    SENTENCES,
    place="commission",
    purpose="Réunir la commission numérique et les partenaires, et en garder le compte rendu",
)
NAMES = keeps.rule(
    "commission.outsiders",
    "Une personne extérieure qui siège : un an après son dernier jour, son nom et son adresse s’effacent de "
    "la liste des membres ; un compte rendu approuvé la nomme encore, aussi longtemps qu’il est gardé.",
)
MEETINGS = keeps.rule(
    "commission.meetings",
    "Une réunion, ses présences, son compte rendu, avec les noms qu’il porte s’il est approuvé, et ses "
    "suites : cinq ans après la réunion.",
    is_archive=True,
)
MEMBERSHIP = keeps.rule("commission.members", "Un membre de la commission : cinq ans après son dernier jour.")
FILES_KEPT = keeps.rule("commission.dialogue", "Un dossier de dialogue : cinq ans après qu’il est préparé.")


def _minutes(school_id: int, year: int) -> Iterator[tuple[str, bytes]]:
    """Minutes are data until somebody prints them."""
    approved = Meeting.objects.for_school(school_id).filter(starts_at__year=year).exclude(seal="")
    for meeting in approved.select_related("school").order_by("pk"):
        yield f"compte-rendu-{meeting.number}.pdf", minutes_pdf(meeting)


keeps(
    CommissionMember,
    Known(
        MEMBERS,
        (
            Erased(
                "Places tenues à la commission",
                becomes="gardées, sans nom ni courriel",
                leaves={"name": "", "email": ""},
            ),
        ),
        {"nom": "name", "courriel": "email", "à quel titre": "quality", "depuis le": "starts_on"},
        name="name",
        email="email",
        also=("quality",),
        where=OUTSIDE,
        what="le nom, le courriel et la qualité",
    ),
    About(STAFF, what="sa place à la commission"),
    About(PUPILS, "name", what="la place d’un élève élu à la commission"),
    Erased("Membres de la commission", "person", also=(MeetingPresence,)),
    Until(MEMBERSHIP, "ends_on", years(KEPT_YEARS)),
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
        why=APPROVED,
    ),
    Erased(
        "Comptes rendus approuvés qui nomment cette personne",
        named_in=("frozen",),
        sorts=(EVERYONE,),
        why=APPROVED,
    ),
    About(ANYONE, "frozen", what="ce qu’un compte rendu approuvé dit d’elle"),
    About(STAFF),
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
keeps(
    MeetingPresence,
    Own(
        "présences en réunion",
        {
            "réunion": "meeting__title",
            "le": "meeting__starts_at",
            "présence": "attended",
        },
        by="le",
        of="member__person",
        labels={"présence": Attended},
    ),
    About(MEMBERS, what="sa présence à une réunion"),
    About(STAFF, what="sa présence à une réunion"),
    JournalName("Présence"),
)
keeps(
    MinutesCorrection,
    Erased("Rectifications", "written_by", becomes="gardées, sans nom"),
    Own("rectifications", {"texte": "text", "le": "written_at"}, by="le"),
    JournalName("Rectification"),
)
keeps(
    MeetingDecision,
    Known(
        SPEAKERS,
        (
            Erased(
                "Suites de réunion dont il répond", becomes="gardées, sans nom", leaves={"owner_words": ""}
            ),
        ),
        {"suite": "text", "pour le": "due_on"},
        name="owner_words",
        where=Q(owner__isnull=True),
        sort="responsable-de-decision",
        what="le nom, dans une séance, une action ou une décision",
    ),
    About(STAFF),
    Erased("Suites de réunion", "owner", becomes="gardées, sans nom"),
    Own("suites de réunion", {"suite": "text", "pour le": "due_on"}, by="pour le"),
    JournalName("Suite de réunion"),
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


register(ARCHIVES)(Papers(MEETINGS, "Comptes rendus de réunion", Meeting, "starts_at", _minutes))
