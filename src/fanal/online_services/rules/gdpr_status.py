"""Is what a service does with people's data said? Green, orange, and in which words. Pure.

A service without a sheet in the register, or whose sheet nobody validated, is orange for its users and for
the head: the head answers for it (article 24 RGPD).
"""

from dataclasses import dataclass

from fanal.privacy.rules.codes import ProcessingState


@dataclass(frozen=True)
class GdprStatus:
    """`tone` is that of the pill; `words` say it without the colour, `says` in a sentence for its users."""

    tone: str
    words: str
    says: str


SAID = "Ce que ce service fait des données personnelles est écrit et validé par la direction."
UNSAID = "Ce que ce service fait des données personnelles n’est pas encore écrit."
UNREAD = "Ce que ce service fait des données personnelles n’est pas encore validé par la direction."
NONE = GdprStatus("warn", "Sans fiche", UNSAID)
STATES = {
    ProcessingState.KEPT: GdprStatus("ok", "Au registre", SAID),
    ProcessingState.DRAFT: GdprStatus("warn", "Fiche à compléter", UNREAD),
    ProcessingState.DECLARED: GdprStatus("warn", "Fiche à examiner", UNREAD),
    ProcessingState.ENDED: GdprStatus("warn", "Fiche terminée", UNREAD),
}


def gdpr_status(state: str | None) -> GdprStatus:
    """Of a sheet's state; None without a sheet."""
    return NONE if state is None else STATES[ProcessingState(state)]
