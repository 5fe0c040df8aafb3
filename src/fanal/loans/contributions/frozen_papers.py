"""A signed agreement, among the papers that « Vérifier un document » knows."""

from typing import Any

from django.utils import timezone

from fanal.core.documents.paper import typeset_whole
from fanal.core.frozen.papers import FROZEN_PAPERS, PaperKind
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.loans.models import Loan
from fanal.loans.reading.agreement_sums import agreement_sums
from fanal.loans.reading.papers import TEMPLATE, agreement_paper, printed


def _found(school_id: int, row: int) -> Loan | None:
    rows = Loan.objects.for_school(school_id).select_related("school", "pupil")
    found: Loan | None = rows.prefetch_related("guardians", "signatures").filter(pk=row).first()
    return found


def _agreement_pdf(loan: Loan) -> bytes:
    paper = agreement_paper(loan, timezone.localdate())
    return typeset_whole(TEMPLATE, printed(paper["title"], loan.school, [paper]))


def _reads(member: Any, loan: Loan) -> bool:
    return bool(Loan.objects.visible_to(member).filter(pk=loan.pk).exists())


def _name(loan: Loan) -> str:
    words = f"la convention du prêt n° {loan.number}"
    return f"{words} (déclarée signée sur papier, sans scan)" if loan.is_declared else words


register(FROZEN_PAPERS)(
    PaperKind(
        "loans.agreement",
        _found,
        sums=agreement_sums,
        name=_name,
        page=lambda loan: address("loans:loan_page", loan.school.uai, loan.number),
        reads=_reads,
        make=_agreement_pdf,
    )
)
