"""What becomes of the allowance of somebody on leave (R17)? The rectorate says it; no formula was read."""

from fanal.missions.rules.words import LEAVE_DECREE, PRACTICE, RuleKind, RuleSentence

PUBLIC_LEAVE = RuleSentence(
    "R17",
    RuleKind.WARNING,
    "En cas de congé, l’indemnité suivrait l’exercice effectif et cesserait quand la personne est "
    "remplacée : à voir avec le rectorat.",
    LEAVE_DECREE,
)
PRIVATE_LEAVE = RuleSentence(
    "R17",
    RuleKind.WARNING,
    "En cas de congé, ce que devient l’indemnité est à voir avec le rectorat.",
    PRACTICE,
)


def leave_of(*, is_private: bool) -> RuleSentence:
    """The decree that the visas name is among those of public schools."""
    return PRIVATE_LEAVE if is_private else PUBLIC_LEAVE
