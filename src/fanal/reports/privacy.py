"""What reports keep about people: who agreed that their delay is shown, and to which addresses a report went.

Ten years for what was given to the board is Fanal's own choice, as long as the school has no other rule.
"""

from fanal.core.personal_data import AppPrivacy, Erased, JournalName, Own, Until, days, years
from fanal.reports.models import FigureAgreement, FrozenReport, Report, ReportPart, ReportSending
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
FROZEN = keeps.rule("reports.frozen", f"Un rapport figé : {KEPT_YEARS} ans, avec ses chiffres et ses textes.")
SENT = keeps.rule(
    "reports.sendings", "À qui un rapport a été envoyé : un an après, l’adresse s’efface, du journal aussi."
)
AGREED = keeps.rule("reports.agreements", "L’accord d’une personne pour un délai : jusqu’à son départ.")

keeps(
    Report,
    Until(FROZEN, "frozen_at", years(KEPT_YEARS), also=(FrozenReport, ReportPart)),
    JournalName("Rapport", "{0.title}", "reports:report_page", by="pk", right=read_reports),
)
keeps(ReportPart, JournalName("Partie d’un rapport"))
keeps(FrozenReport, JournalName("Rapport figé"))
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
