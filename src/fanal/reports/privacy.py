"""What reports keep about people: who agreed that their delay is shown, and to which addresses a report went.

Ten years for what was given to the board is Fanal's own choice, as long as the school has no other rule.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower

from fanal.core.people.erasure import EVERYONE, PERSON, Subject
from fanal.core.people.kinds import ANYONE, READERS
from fanal.core.people.own_data import written_to
from fanal.core.people.personal_data import (
    About,
    AppPrivacy,
    Erased,
    JournalName,
    Known,
    Own,
    Until,
    days,
    years,
)
from fanal.core.registry import register
from fanal.core.retention.archives import ARCHIVES, Papers
from fanal.core.retention.removal import remove, years_before
from fanal.reports.models import BoardReport, FigureAgreement, ReportContent, ReportPart, ReportSending
from fanal.reports.policies.report import read_reports
from fanal.reports.rules.report import KEPT_YEARS

SENTENCES = {
    "reports.begun": "Rapport commencé",
    "reports.changed": "Rapport modifié",
    "reports.part_written": "Texte d’un rapport écrit",
    "reports.part_raised": "Partie d’un rapport déplacée",
    "reports.removed": "Brouillon de rapport supprimé",
    "reports.agreement_given": "Accord donné pour un délai au rapport",
    "reports.agreement_withdrawn": "Accord retiré pour un délai au rapport",
    "reports.freeze_asked": "Rapport à figer",
    "reports.frozen": "Rapport figé",
    "reports.content_kept": "Contenu d’un rapport gardé",
    "reports.sending_asked": "Envoi d’un rapport demandé",
    "reports.sending_handed_over": "Rapport remis à l’envoi",
    "reports.sending_stopped": "Lecteur qui ne veut plus de rapport",
}
SENT_YEARS = 1
SENDING = {"rapport": "report__title", "adresse": "address", "demandé le": "asked_at"}
OF_BOARD = "un rapport figé reste tel qu’il a été donné ; le texte se corrige avant"

keeps = AppPrivacy(
    "reports",
    "Rapport sur le numérique",
    SENTENCES,
    place="reports",
    purpose="Rendre compte du numérique dans l’établissement, et envoyer le rapport à ses lecteurs",
)


def _remove_frozen(school_id: int, now: datetime) -> int:
    with transaction.atomic():
        return remove(_over(school_id, now))


def _over(school_id: int, now: datetime) -> QuerySet:
    rows = BoardReport.objects.for_school(school_id).frozen()
    return rows.filter(frozen_at__lt=years_before(now, KEPT_YEARS))


def _sent_to(who: Subject) -> QuerySet:
    """A reader of a report who is of the staff too: by the same address."""
    return (
        ReportSending.objects.for_school(who.school_id)
        .annotate(to=Lower("address"))
        .filter(to__in=who.emails)
    )


def _sent_to_member(rows: QuerySet, member: Any) -> QuerySet:
    return rows.filter(written_to("address", member))


FROZEN = keeps.rule(
    "reports.frozen",
    f"Un rapport figé : {KEPT_YEARS} ans, avec ses chiffres et ses textes.",
    BoardReport,
    ReportContent,
    ReportPart,
    remover=_remove_frozen,
    is_archive=True,
)
FROZEN.over.append(_over)
SENT = keeps.rule(
    "reports.sendings", "À qui un rapport a été envoyé : un an après, l’adresse s’efface, du journal aussi."
)
AGREED = keeps.rule("reports.agreements", "L’accord d’une personne pour un délai : jusqu’à son départ.")

keeps(
    BoardReport,
    About(ANYONE, "preview", what="ce qu’un rapport dit d’elle"),
    Erased(
        "Rapports qu’elle a figés",
        "frozen_by",
        becomes="gardés, sans dire par qui ; le papier signé garde son texte",
    ),
    Own("rapports figés", {"rapport": "title", "figé le": "frozen_at"}, by="figé le", of="frozen_by"),
    JournalName("Rapport", "{0.title}", "reports:report_page", by="pk", right=read_reports),
)
keeps(
    ReportPart,
    About(ANYONE, "text", what="ce qu’un rapport dit d’elle"),
    Erased(
        "Textes d’un rapport qui nomment cette personne", named_in=("text",), sorts=(EVERYONE,), why=OF_BOARD
    ),
    JournalName("Partie d’un rapport"),
)
keeps(
    ReportContent,
    About(
        ANYONE,
        "content",
        "paper",
        "text_file",
        "brief",
        "slides",
        what="ce qu’un rapport figé dit d’elle",
    ),
    Erased(
        "Rapports figés qui nomment cette personne", named_in=("content",), sorts=(EVERYONE,), why=OF_BOARD
    ),
    JournalName("Rapport figé"),
)
keeps(
    FigureAgreement,
    Erased("Accord pour un délai au rapport", "person"),
    Until(AGREED, "person__left_on", days(0)),
    Own("accords pour un rapport", {"rapport": "report__title", "donné le": "given_at"}, by="donné le"),
    JournalName("Accord pour un délai"),
)
keeps(
    ReportSending,
    Known(
        READERS,
        (Erased("Envois d’un rapport à cette adresse"),),
        SENDING,
        email="address",
        what="l’adresse à laquelle un rapport est envoyé",
    ),
    Erased("Envois d’un rapport à son adresse", rows=_sent_to, sorts=(PERSON,)),
    Own("rapports envoyés à son adresse", SENDING, by="rapport", of=(), among=_sent_to_member),
    Until(SENT, "asked_at", years(SENT_YEARS)),
    JournalName("Envoi d’un rapport"),
)
register(ARCHIVES)(Papers(FROZEN, "Rapports figés", BoardReport, "frozen_at"))
