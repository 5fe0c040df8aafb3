"""The head's certificate that somebody took a mission over, to sign: a click is no signature (R16)."""

from datetime import date
from typing import Any

from fanal.accounts.models import Person, School
from fanal.accounts.reading.head import signer_words
from fanal.accounts.reading.letterhead import letterhead_of, number_of
from fanal.allowances.models import Substitution
from fanal.core.text.french import full_day


def span_said(row: Substitution) -> str:
    """« du 1er février 2028 au 31 mars 2028 »."""
    until = f"au {full_day(row.until)}" if row.until else "jusqu’à la fin de l’année scolaire"
    return f"du {full_day(row.since)} {until}"


def certificate_of(row: Substitution, school: School, head: Person | None, today: date) -> dict[str, Any]:
    """Who replaces whom, for which mission, from when to when: no rate and no amount."""
    line, (signer, quality) = row.proposal, signer_words(head)
    return {
        "title": "Attestation de remplacement dans une mission particulière",
        "number": line.number,
        "letterhead": letterhead_of(school, number_of(line.envelope.school_year, line.number)),
        "year": line.envelope.school_year,
        "today": full_day(today),
        "opening": "Le chef d’établissement atteste que cette mission particulière est reprise comme suit.",
        "facts": [
            ["Mission", line.about],
            ["Personne remplacée", str(line.person) if line.person else "–"],
            ["Qui reprend la mission", str(row.person) if row.person else "–"],
            ["Dates", span_said(row)],
        ],
        "said": "Cette attestation ne vaut que signée. Elle ne fixe aucun montant : le partage de "
        "l’indemnité se voit avec le rectorat.",
        "signer": signer,
        "quality": quality,
    }
