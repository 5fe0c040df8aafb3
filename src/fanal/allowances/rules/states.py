"""The life of a proposal of allowance (R4, R8): drafted, presented, proposed to the rector, decided."""

from collections.abc import Collection

from fanal.core.labelled import Labelled


class ProposalState(Labelled):
    DRAFT = "draft", "En préparation"
    TO_PRESENT = "to_present", "Présentée aux instances"
    PROPOSED = "proposed", "Proposée au recteur"
    DECIDED = "decided", "Décidée par le recteur"
    REFUSED = "refused", "Refusée par le recteur"
    WITHDRAWN = "withdrawn", "Retirée"


COMMITTED = (ProposalState.TO_PRESENT, ProposalState.PROPOSED, ProposalState.DECIDED)
LIVING = (ProposalState.DRAFT, *COMMITTED)
TONES = {
    ProposalState.DRAFT: "info",
    ProposalState.TO_PRESENT: "warn",
    ProposalState.PROPOSED: "info",
    ProposalState.DECIDED: "ok",
    ProposalState.REFUSED: "bad",
    ProposalState.WITHDRAWN: "",
}


def tone_and_words(
    state: ProposalState, *, has_agreed: bool, has_declined: bool, awaited: Collection[str] = ()
) -> tuple[str, str]:
    """The tone and the words of a line; a draft says what its person answered (R3).

    `awaited`: the bodies that have not given their opinion on it yet, in words.
    """
    if state == ProposalState.TO_PRESENT:
        if awaited:
            return TONES[state], f"Avis attendu : {', '.join(awaited)}"
        return "info", "Avis rendus, à proposer au recteur"
    if state != ProposalState.DRAFT:
        return TONES[state], state.label
    if has_declined:
        return "bad", "En préparation, pas d’accord"
    if has_agreed:
        return "warn", "En préparation, accord donné"
    return "info", "En préparation, accord attendu"
