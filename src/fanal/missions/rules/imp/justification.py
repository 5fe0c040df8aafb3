"""The words of a justification, from figures: workload and expertise, the two criteria of the text.

Source: circulaire n° 2015-058, annexe, § 6 (« charge effective de travail », « niveau d’expertise requis »).
"""

from collections.abc import Sequence

from fanal.missions.rules.parts import PARTS


def workload_text(figures: Sequence[tuple[str, str]]) -> str:
    """One sentence of what there is to look after; empty when nothing is known."""
    told = [f"{label[:1].lower()}{label[1:]} : {value}" for label, value in figures if value not in {"", "–"}]
    return f"Charge de travail : {' ; '.join(told)}." if told else ""


def expertise_text(codes: Sequence[str]) -> str:
    """What the parts of the mission ask for."""
    told = [part.expertise for part in PARTS if part.code in codes] if codes else []
    return f"Expertise requise : {' ; '.join(told)}." if told else ""
