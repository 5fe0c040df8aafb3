"""May acts be signed, refused, suspended, revoked, confirmed, and in which words is it said why not? Pure.

Source: code des relations entre le public et l'administration, article L212-1 (first name, name and quality
of whoever decides), L212-3 (an electronic signature needs an RGS process): the default is paper, signed by
hand, scanned once for a batch. A click is « validation dans Fanal », never a signature.
"""

from datetime import date, timedelta

from fanal.online_services.rules.designations import State
from fanal.online_services.rules.drafting import LONGEST_DAYS

MOST_FILES = 10
NO_SCAN = "Joignez le scan ou la photo des actes signés : une fois pour tout le lot."
ALREADY = "Cet acte n’attend plus de signature : rechargez la page pour voir où il en est."


def signing_refusals(states: list[State], *, signed_on: date, today: date, files: int) -> list[str]:
    """Of a batch: all or none."""
    reasons = []
    if not states:
        reasons.append("Cochez au moins un acte signé.")
    if any(state != State.AWAITING for state in states):
        reasons.append(ALREADY)
    if signed_on > today:
        reasons.append("La date de signature est à venir : donnez le jour où vous avez signé.")
    if signed_on < today - timedelta(days=LONGEST_DAYS):
        reasons.append("La date de signature a plus de deux ans : vérifiez l’année.")
    if files == 0:
        reasons.append(NO_SCAN)
    if files > MOST_FILES:
        reasons.append(f"{MOST_FILES} fichiers au plus : un seul PDF pour tout le lot suffit.")
    return reasons


def publishing_refusals(on: date, *, signed_on: date, today: date) -> list[str]:
    if on > today:
        return ["Cette date est à venir : notez la publication une fois qu’elle est faite."]
    return ["Un acte ne se publie pas avant d’être signé : vérifiez la date."] if on < signed_on else []


def reason_refusals(reason: str, *, why: str) -> list[str]:
    return [] if reason.strip() else [f"Dites en une phrase {why} : c’est ce que lira la personne."]


def revoking_refusals(state: State, *, revoked_on: date, ends_on: date, today: date) -> list[str]:
    if state in {State.EXPIRED, State.REVOKED, State.DRAFT, State.AWAITING}:
        return ["Cet acte n’est pas en cours : il n’y a rien à abroger."]
    if revoked_on > ends_on:
        return ["Ce jour est après la fin de l’acte : il s’arrête déjà de lui-même."]
    return (
        ["Une abrogation ne vaut pas pour le passé : donnez aujourd’hui ou un jour à venir."]
        if revoked_on < today
        else []
    )


def confirming_refusals(state: State) -> list[str]:
    allowed = {State.CONFIRM, State.SUSPENDED}
    return [] if state in allowed else ["Cet acte n’attend pas de confirmation."]
