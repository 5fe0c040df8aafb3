"""The words of a justification, from figures: workload and expertise, the two criteria of the text.

Source: circulaire n° 2015-058, annexe, § 6 (« charge effective de travail », « niveau d’expertise requis »).
"""

from collections.abc import Sequence

from fanal.core.text.typography import NARROW
from fanal.core.text.words import lower_first
from fanal.missions.rules.parts import PARTS

NOTHING = {"", "–", "0"}


def workload_text(figures: Sequence[tuple[str, str]]) -> str:
    """« 601 élèves, 24 demandes envoyées, délai ouvré médian : 5 h ouvrées. »; empty when nothing is known.

    What is counted comes before its name, from two on; nothing weighs nothing.
    """
    phrases = [_said(f"{lower_first(label)}", value) for label, value in figures if value not in NOTHING]
    text = ", ".join(phrases)
    return f"{text[:1].upper()}{text[1:]}." if phrases else ""


def _said(label: str, value: str) -> str:
    is_several = value != "1" and value.replace(NARROW, "").isdigit()
    return f"{value} {label}" if is_several else f"{label} : {value}"


def expertise_text(codes: Sequence[str]) -> str:
    """What the parts of the mission ask for."""
    phrases = [part.expertise for part in PARTS if part.code in codes] if codes else []
    return f"Expertise requise : {' ; '.join(phrases)}." if phrases else ""
