"""May acts be signed, refused, suspended, revoked, confirmed, and in which words is it said why not? Pure.

Source: code des relations entre le public et l'administration, article L212-1 (first name, name and quality
of whoever decides), L212-3 (an electronic signature needs an RGS process): the default is paper, signed by
hand, scanned once for a batch. A click is « validation dans Fanal », never a signature.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from fanal.core.text.french import counted, full_day
from fanal.core.text.words import fold
from fanal.designations.rules.designations import ActState
from fanal.designations.rules.drafting import LONGEST_DAYS

MOST_FILES = 10
DELEGATION = fold("par délégation")
NO_SCAN = "Joignez le scan ou la photo des actes signés : une fois pour tout le lot."
LAPSED = (
    "Le chef d’établissement qui a signé cette délégation de signature n’est plus en fonction : elle ne se "
    "confirme pas. Préparez un nouvel acte, à signer."
)
ALREADY = "Cet acte n’attend plus de signature : rechargez la page pour voir où il en est."


def signing_refusals(states: list[ActState], *, signed_on: date, today: date, files: int) -> list[str]:
    """Of a batch: all or none."""
    reasons = []
    if not states:
        reasons.append("Cochez au moins un acte signé.")
    if any(state != ActState.AWAITING for state in states):
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


def unsigned_refusals(names: Collection[str]) -> list[str]:
    """`names`: the files that are the acts as Fanal printed them, without any signature."""
    return [
        f"« {name} » est le papier que Fanal a imprimé, sans aucune signature : imprimez-le, signez-le à la "
        "main, puis joignez le scan ou la photo du papier signé."
        for name in names
    ]


def signer_refusals(signer: str, quality: str, heads: Collection[str]) -> list[str]:
    """`heads`: the family names of those who are head; another who signs says « par délégation »."""
    if not heads or any(fold(name) in fold(signer) for name in heads) or DELEGATION in fold(quality):
        return []
    return [
        f"« {signer} » n’est pas le nom du chef d’établissement ({', '.join(sorted(heads))}). Vérifiez le "
        "prénom et le nom ; si cette personne signe par délégation, écrivez-le dans sa qualité : "
        "« Principale adjointe, par délégation »."
    ]


def in_force_words(in_force: int, upcoming: Collection[date]) -> str:
    """What is said once a batch is signed. `upcoming`: the first day of each act that is still to begin."""
    parts = []
    if in_force:
        parts.append(f"{counted(in_force, 'acte signé', 'actes signés')} et en vigueur")
    if upcoming:
        days = ", ".join(f"le {full_day(day)}" for day in sorted(set(upcoming)))
        begins = "entrera" if len(upcoming) == 1 else "entreront"
        parts.append(
            f"{counted(len(upcoming), 'acte signé', 'actes signés')}, qui {begins} en vigueur {days}"
        )
    return f"{' ; '.join(parts)}."


def publishing_refusals(on: date, *, signed_on: date, today: date) -> list[str]:
    if on > today:
        return ["Cette date est à venir : notez la publication une fois qu’elle est faite."]
    return ["Un acte ne se publie pas avant d’être signé : vérifiez la date."] if on < signed_on else []


def batch_publishing_refusals(on: date, *, signed: Sequence[tuple[int, date]], today: date) -> list[str]:
    """`signed`: the number of each act, and the day it was signed; each that was signed later is named."""
    if on > today:
        return publishing_refusals(on, signed_on=on, today=today)
    later = [f"n° {number} (signé le {full_day(day)})" for number, day in signed if day > on]
    if not later:
        return []
    return [f"Un acte ne se publie pas avant d’être signé : {', '.join(later)}. Vérifiez la date."]


def reason_refusals(reason: str, *, why: str) -> list[str]:
    return [] if reason.strip() else [f"Dites en une phrase {why} : c’est ce que lira la personne."]


def revoking_refusals(state: ActState, *, revoked_on: date, ends_on: date, today: date) -> list[str]:
    if state in {ActState.EXPIRED, ActState.REVOKED, ActState.DRAFT, ActState.AWAITING}:
        return ["Cet acte n’est pas en cours : il n’y a rien à abroger."]
    if revoked_on > ends_on:
        return ["Ce jour est après la fin de l’acte : il s’arrête déjà de lui-même."]
    return (
        ["Une abrogation ne vaut pas pour le passé : donnez aujourd’hui ou un jour à venir."]
        if revoked_on < today
        else []
    )


def confirming_refusals(state: ActState) -> list[str]:
    """A delegation of signature that lapsed is signed anew: a click is never a signature."""
    if state == ActState.LAPSED:
        return [LAPSED]
    allowed = {ActState.CONFIRM, ActState.SUSPENDED}
    return [] if state in allowed else ["Cet acte n’attend pas de confirmation."]
