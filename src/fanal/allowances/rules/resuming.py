"""Which lines of a year's allowances are taken up the next year? Pure: the agreement never is (R3).

Whoever held a mission is asked again, and what was declared for that year alone (Pacte, motive) stays there.
"""

from dataclasses import dataclass

from fanal.allowances.rules.proposing import StaffStanding, standing_findings
from fanal.allowances.rules.rates import DatedRates, units
from fanal.missions.rules.words import Texts


@dataclass(frozen=True)
class PastLine:
    """A line of the year before, as the year that is prepared sees it."""

    quarters: int
    standing: StaffStanding
    is_here: bool
    is_own: bool
    is_there: bool
    has_relief: bool = False


def refusal(line: PastLine, rates: DatedRates, texts: Texts) -> str:
    """Why it is not taken up, in the words that follow a name; nothing when it is."""
    if not line.is_here:
        return "n’est plus dans l’établissement"
    if line.is_there:
        return "déjà dans l’année"
    if line.is_own:
        return "votre propre ligne, qu’un autre membre de la direction prépare"
    if line.has_relief:
        return "un allègement est déjà prévu pour cette mission"
    if line.quarters not in rates.legal_quarters:
        return f"{units(line.quarters)} n’est pas l’un des taux d’usage : préparez cette ligne à part"
    stops = [sentence for sentence in standing_findings(line.standing, texts) if sentence.stops]
    return f"{line.standing.label} : {stops[0].text}" if stops else ""
