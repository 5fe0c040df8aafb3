"""The life of a proposal of allowance (R4, R8): drafted, presented, proposed to the rector, decided."""

from fanal.core.labelled import Labelled


class ProposalState(Labelled):
    DRAFT = "draft", "En préparation"
    TO_PRESENT = "to_present", "À présenter aux instances"
    PROPOSED = "proposed", "Proposée au recteur"
    DECIDED = "decided", "Décidée par le recteur"
    REFUSED = "refused", "Refusée par le recteur"
    WITHDRAWN = "withdrawn", "Retirée"


COMMITTED = (ProposalState.TO_PRESENT, ProposalState.PROPOSED, ProposalState.DECIDED)
LIVING = (ProposalState.DRAFT, *COMMITTED)
TONES = {
    ProposalState.DRAFT: "info", ProposalState.TO_PRESENT: "warn", ProposalState.PROPOSED: "info",
    ProposalState.DECIDED: "ok", ProposalState.REFUSED: "bad", ProposalState.WITHDRAWN: "",
}  # fmt: skip
