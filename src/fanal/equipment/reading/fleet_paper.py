"""« Bilan du parc »: what the page of the fleet says, as a paper of the school."""

from typing import Any

from fanal.accounts.models import School
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.core.text.french import agrees, counted, full_day
from fanal.equipment.reading.fleet import Fleet

ESTIMATE = (
    "La valeur restante est une estimation : du prix d’achat à zéro, en ligne droite, sur la durée de vie "
    "prévue de chaque type. Ce n’est pas une valeur comptable."
)


def fleet_paper(fleet: Fleet, school: School) -> dict[str, Any]:
    """The data of `documents/fleet.typ`; no question beyond those of the page, but for the head."""
    return {
        "title": "Bilan du parc",
        "school": f"{school.name} ({school.uai})",
        "letterhead": letterhead_of(school),
        "today": full_day(fleet.today),
        "figures": [[value, label] for value, label, _, _ in fleet.figures],
        "findings": [chart.finding for chart in fleet.charts],
        "parts": [
            {
                "title": part.title,
                "first": part.first,
                "rows": [[row.label, str(row.count), row.value, row.residual] for row in part.rows],
            }
            for part in fleet.parts
            if part.rows
        ],
        "said": " ".join([ESTIMATE, *_left_out(fleet)]),
    }


def _left_out(fleet: Fleet) -> list[str]:
    """What no value counts, said where the values are."""
    unpriced, undated = fleet.total().unpriced, fleet.undated
    sentences = []
    if unpriced:
        counts = agrees(unpriced, "ne compte", "ne comptent")
        sentences.append(f"{counted(unpriced, 'équipement')} sans prix {counts} dans aucune valeur.")
    if undated:
        have = agrees(undated, "n’a", "n’ont")
        sentences.append(f"{counted(undated, 'équipement')} sans date d’achat {have} pas de valeur restante.")
    return sentences
