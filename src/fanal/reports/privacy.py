"""What reports keep about people: who agreed that their delay is shown, and to which addresses a report went.

Ten years for what was given to the board is Fanal's own choice, as long as the school has no other rule.
"""

from datetime import datetime

from django.db import connection, transaction

from fanal.core.personal_data import AppPrivacy, Erased, JournalName, Own, Until, days, years
from fanal.core.retention import remove, years_before
from fanal.reports.models import BoardReport, FigureAgreement, ReportContent, ReportPart, ReportSending
from fanal.reports.policies.report import read_reports
from fanal.reports.rules.report import KEPT_YEARS

SENTENCES = {
    "reports.begun": "Rapport commencé",
    "reports.changed": "Rapport modifié",
    "reports.part_written": "Texte d’un rapport écrit",
    "reports.part_raised": "Partie d’un rapport montée",
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

keeps = AppPrivacy(
    "reports", "Rapport au conseil d’administration", SENTENCES, journal=62, own=64, erasure=26, retention=64
)


def _remove_frozen(school_id: int, now: datetime) -> int:
    """PostgreSQL lets a frozen report go for nobody else: this rule alone says its day (ADR 0064)."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('fanal.report_day', %s, true)", [now.isoformat()])
        rows = BoardReport.objects.for_school(school_id).frozen()
        return remove(rows.filter(frozen_at__lt=years_before(now, KEPT_YEARS)))


keeps.rule(
    "reports.frozen",
    f"Un rapport figé : {KEPT_YEARS} ans, avec ses chiffres et ses textes.",
    *(BoardReport, ReportContent, ReportPart),
    remover=_remove_frozen,
)
SENT = keeps.rule(
    "reports.sendings", "À qui un rapport a été envoyé : un an après, l’adresse s’efface, du journal aussi."
)
AGREED = keeps.rule("reports.agreements", "L’accord d’une personne pour un délai : jusqu’à son départ.")

keeps(
    BoardReport,
    JournalName("Rapport", "{0.title}", "reports:report_page", by="pk", right=read_reports),
)
keeps(ReportPart, JournalName("Partie d’un rapport"))
keeps(ReportContent, JournalName("Rapport figé"))
keeps(
    FigureAgreement,
    Erased("Accord pour un délai au rapport", "person"),
    Until(AGREED, "person__left_on", days(0)),
    Own("accords pour un rapport", {"rapport": "report__title", "donné le": "given_at"}, by="donné le"),
    JournalName("Accord pour un délai"),
)
keeps(
    ReportSending,
    Until(SENT, "asked_at", years(SENT_YEARS)),
    JournalName("Envoi d’un rapport"),
)
