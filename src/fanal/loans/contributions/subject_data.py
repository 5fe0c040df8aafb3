"""What a guardian is handed of the loans that name them: the agreements, and what they signed."""

from typing import Any

from fanal.core.people.erasure import Subject
from fanal.core.people.kinds import GUARDIANS
from fanal.core.people.own_data import OwnRows
from fanal.core.people.subjects import SUBJECT_DATA
from fanal.core.registry import register
from fanal.loans.models import Guardian, Loan, LoanSignature

AGREEMENT = {"prêt": "number", "signée le": "signed_on", "convention": "agreement"}
SIGNATURE = {"prêt": "loan__number", "nom": "name", "signé le": "signed_at"}


@register(SUBJECT_DATA, "loans")
def of_guardian(who: Subject) -> dict[str, OwnRows]:
    if who.sort != GUARDIANS.code:
        return {}
    same = {f"{column}__iexact": value for column, value in who.alike}
    named = Guardian.objects.for_school(who.school_id).filter(**same).values("loan")
    loans = Loan.objects.for_school(who.school_id).filter(pk__in=named)
    signed = who.naming(LoanSignature.objects.for_school(who.school_id).filter(loan__in=loans), "name")
    return {
        "conventions de prêt": OwnRows(loans, AGREEMENT, by="prêt", shown=_in_words),
        "signatures de conventions de prêt": OwnRows(signed, SIGNATURE, by="signé le"),
    }


def _in_words(row: dict[str, Any]) -> dict[str, Any]:
    """The text of the agreement, a line for each of its paragraphs; empty when none was signed."""
    blocks = (row["convention"] or {}).get("blocks", [])
    lines = ("".join(run["text"] for run in block["runs"]) for block in blocks)
    return row | {"convention": "\n".join(lines)}
