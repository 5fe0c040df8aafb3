"""The fingerprints of an agreement with its signatures: the one in force, then those that it replaced."""

from datetime import UTC, date
from typing import Any

from fanal.core.frozen.fingerprint import sum_of_data
from fanal.loans.models import Loan, LoanSignature
from fanal.loans.reading.agreement import Agreement
from fanal.loans.rules.signer import is_last_signature


def agreement_sums(loan: Loan) -> list[str]:
    """Of the one in force first, empty while none is; then of those replaced, the last one first.

    None once it is erased.
    """
    if not loan.borrower:
        return []
    rows = list(loan.signatures.order_by("pk"))
    in_force = [row for row in rows if row.replaced_on is None]
    replaced = _rounds([row for row in rows if row.replaced_on is not None])
    first = _sum(loan.agreement, in_force) if loan.signed_on else ""
    return [first, *(_sum(signed[0].former_agreement, signed) for signed in reversed(replaced))]


def _rounds(rows: list[LoanSignature]) -> list[list[LoanSignature]]:
    """The signatures that stood together: of one text until it was whole, and replaced on one day."""
    rounds: list[list[LoanSignature]] = []
    former: tuple[date | None, Any] | None = None
    is_whole = False
    for row in rows:
        text = (row.replaced_on, row.former_agreement)
        if is_whole or text != former:
            rounds.append([])
        rounds[-1].append(row)
        former, asked = text, row.former_agreement.get("signatures", 1)
        is_whole = is_last_signature(row.quality, len(rounds[-1]), asked, is_paper=row.is_paper)
    return rounds


def _sum(agreement: Agreement, rows: list[LoanSignature]) -> str:
    return sum_of_data([agreement, [_signature(row) for row in rows]])


def _signature(row: LoanSignature) -> list[str]:
    return [row.name, row.quality, row.grounds, row.drawing, row.signed_at.astimezone(UTC).isoformat()]
