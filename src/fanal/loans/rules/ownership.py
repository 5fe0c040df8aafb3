"""May what is lent become the pupil's own? Only by decision of its owner.

See `docs/domain/equipment.md`, « Loans ». One decision is that of one owner: two owners, two lists. Pure.
"""

from collections.abc import Collection

from fanal.loans.rules.loan import LoanState

NOTHING = "Cochez les prêts dont le matériel devient la propriété de l’élève."


def passing_refusals(who: str, state: str, *, is_for_pupil: bool) -> list[str]:
    """Why what this loan lends cannot become the pupil's own."""
    if not is_for_pupil:
        return [f"{who} : seul ce qui est prêté à un élève peut devenir sa propriété."]
    if state != LoanState.OUT:
        return [f"{who} : ce prêt n’est pas en cours, il n’y a rien à passer en propriété."]
    return []


def owner_refusals(owners: Collection[str]) -> list[str]:
    """Why these machines cannot be passed on together."""
    if len(set(owners)) > 1:
        return ["Ces appareils ont plusieurs propriétaires, chacun décide des siens : cochez ceux d’un seul."]
    return []
