"""Is what a service does with people's data said? Green, orange, and in which words. Pure.

A service without a sheet in the register, or whose sheet nobody validated, is orange for its users and for
the head: the head answers for it (article 24 RGPD).
"""

from dataclasses import dataclass

from fanal.privacy.rules.codes import State


@dataclass(frozen=True)
class Light:
    """`tone` is that of the pill; `words` say it without the colour."""

    tone: str
    words: str


NONE = Light("warn", "Sans fiche")
STATES = {
    State.KEPT: Light("ok", "Au registre"), State.DRAFT: Light("warn", "Fiche à compléter"),
    State.DECLARED: Light("warn", "Fiche à examiner"), State.ENDED: Light("warn", "Fiche terminée"),
}  # fmt: skip


def light(state: str | None) -> Light:
    """Of a sheet's state; None without a sheet."""
    return NONE if state is None else STATES[State(state)]
