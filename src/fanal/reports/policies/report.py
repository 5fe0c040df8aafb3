"""Who reads the reports, who prepares one, who freezes it, who sends it?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import LEADERSHIP, MANAGEMENT, TEAM, Role
from fanal.accounts.policies.rights import allows
from fanal.reports.models import BoardReport


def _became(report: object) -> str:
    if not isinstance(report, BoardReport):
        return ""
    if report.is_frozen:
        return "ce rapport est figé. Pour le changer, ouvrez-le et choisissez « Rectifier »"
    return "Fanal le compose en ce moment. Attendez qu’il soit prêt" if report.is_at_work else ""


@allows(*(role for role in Role if role in TEAM), label="Lire les rapports sur le numérique")
def read_reports(actor: Actor, _: object) -> bool:
    return True


@allows(*LEADERSHIP, label="Préparer un rapport sur le numérique", closed=_became)
def draft_report(actor: Actor, report: object) -> bool:
    """`report`: one of them, or anything else to begin one."""
    return not isinstance(report, BoardReport) or not (report.is_frozen or report.is_at_work)


@allows(*LEADERSHIP, label="Corriger un rapport figé, dans un nouveau rapport")
def correct_report(actor: Actor, report: BoardReport) -> bool:
    return report.is_frozen


@allows(*MANAGEMENT, label="Figer un rapport sur le numérique", closed=_became)
def freeze_report(actor: Actor, report: BoardReport) -> bool:
    """The head, who signs it, or the deputy by delegation: the paper says which."""
    return not report.is_frozen and not report.is_at_work


@allows(*LEADERSHIP, label="Envoyer un rapport figé par courriel")
def send_report(actor: Actor, report: BoardReport) -> bool:
    return report.is_frozen


@allows(*LEADERSHIP, label="Accepter que son propre délai figure dans un rapport", closed=_became)
def agree_to_figure(actor: Actor, report: BoardReport) -> bool:
    return not report.is_frozen and actor.person_id is not None
