"""The needs of the service as a paper, for the head to sign and the councils to read."""

from datetime import date
from typing import Any

from fanal.accounts.models import School
from fanal.accounts.reading.head import head_of, signer_words
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.core.text.french import full_day
from fanal.missions.models import NeedsAssessment
from fanal.missions.reading.sharing import counted_year, needs_figures, needs_of

TO_WRITE = "à écrire par la direction"


def needs_paper(school: School, year: str, *, today: date) -> dict[str, Any]:
    """The data of `documents/needs.typ`: the figures as kept when it was closed, else those of today."""
    needs, counted = needs_of(school, year), counted_year(year, today)
    signer, quality = signer_words(head_of(school, today))
    return {
        "title": f"Besoins du service numérique {year}",
        "school": f"{school.name} ({school.uai})",
        "letterhead": letterhead_of(school),
        "state": _state(needs, today),
        "counted": counted.label,
        "before": counted.previous.label,
        "figures": [[cell or "–" for cell in row] for row in needs_figures(school, year, needs, today=today)],
        "words": _words(needs),
        "signer": signer,
        "quality": quality,
    }


def _state(needs: NeedsAssessment | None, today: date) -> str:
    if needs is not None and needs.closed_on:
        return f"Fiche arrêtée le {full_day(needs.closed_on)}."
    return f"Projet, au {full_day(today)} : la fiche n’est pas encore arrêtée."


def _words(needs: NeedsAssessment | None) -> list[list[Any]]:
    if needs is None:
        return [["Appréciation", [TO_WRITE]]]
    texts = [
        ("Appréciation", needs.appreciation or TO_WRITE),
        ("Sites", str(needs.sites or "")),
        ("Organisation académique", needs.academic_part),
        ("Projets", needs.projects),
        ("Expertise requise", needs.expertise),
    ]
    return [[label, text.splitlines()] for label, text in texts if text]
