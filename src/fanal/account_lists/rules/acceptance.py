"""When does a comparison ask somebody first? A cut list, or the wrong one, would blame everybody.

Pure. The answer « yes, all the same » is a box that a person ticks.
"""

SMALL = 10  # fewer accounts than this never ask


def questions(*, accounts: int, before: int, matched: int, unknown: int) -> list[str]:
    """`before`: lines of the last list of this service; `matched` and `unknown`: accounts of this one."""
    sentences = []
    if before >= SMALL and accounts * 2 < before:
        sentences.append(
            f"Cette liste a {accounts} comptes ; la précédente en avait {before}. Elle est peut-être coupée, "
            "ou filtrée."
        )
    if unknown >= SMALL and matched * 5 < unknown:
        sentences.append(
            f"{unknown} comptes sur {accounts} ne ressemblent à personne de l’établissement : ce n’est "
            "peut-être pas la bonne liste, ou pas les bonnes colonnes."
        )
    return sentences


def refusals(*, holders: str, pupils: int, staff: int) -> list[str]:
    """Why this service cannot be compared yet. `holders`: « pupils », « staff » or « both »."""
    if holders != "staff" and not pupils:
        return [
            "Fanal ne connaît encore aucun élève : importez d’abord SIECLE ou l’annuaire académique, puis "
            "comparez."
        ]
    if holders == "staff" and not staff:
        return ["Fanal ne connaît encore aucun personnel : importez-les d’abord, puis comparez."]
    return []
