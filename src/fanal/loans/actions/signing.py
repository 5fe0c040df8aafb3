"""Signing an agreement, on the screen or on paper; the text of a school."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.attachments import Stored, is_our_unsigned_paper
from fanal.core.errors import RuleBroken
from fanal.core.form_version import seen_of
from fanal.loans.actions.lending import locked
from fanal.loans.models import AgreementTerms, Loan, LoanSignature
from fanal.loans.policies import loan as policies
from fanal.loans.reading.agreement import agreement_of, is_namesake
from fanal.loans.rules.agreement import BorrowerKind, terms_refusals
from fanal.loans.rules.signature import NoSignature, path_of, strokes_in

CHANGED = "La convention a changé depuis que cette page est ouverte : relisez-la, puis signez."
SIGNED = "La convention est déjà signée : il n’y a plus rien à signer."
UNSIGNED = (
    "Ce fichier est la convention telle que Fanal l’a imprimée, sans signature : numérisez celle qui est "
    "signée."
)


@transaction.atomic
def sign_on_screen(
    loan: Loan, name: str, sent: str, *, seen: str | None = None, now: datetime, today: date, by: Actor
) -> Loan:
    """Keep what was drawn, the name typed and the moment. The text is frozen by the first signature.

    `seen`: of the text that was shown (`core.form_version`); another one is shown before it is signed.
    """
    loan, name = _to_sign(loan, by), " ".join(name.split())
    if seen is not None and seen != seen_of(agreement_of(loan, today)):
        raise RuleBroken(CHANGED)
    if is_namesake(loan, name):
        raise RuleBroken(f"{name} a déjà signé : la seconde signature est celle de l’autre responsable.")
    try:
        drawing = path_of(strokes_in(sent))
    except NoSignature as refusal:
        raise RuleBroken(str(refusal)) from None
    return _sign(loan, LoanSignature(name=name, drawing=drawing), now=now, today=today, by=by)


@transaction.atomic
def sign_on_paper(
    loan: Loan, name: str, scan: Stored | None, *, now: datetime, today: date, by: Actor
) -> Loan:
    """The paper bears every signature that the agreement asks for; its scan may follow later, or never."""
    loan = locked(loan, by)
    if scan is not None and is_our_unsigned_paper(loan.school_id, scan):
        raise RuleBroken(UNSIGNED)
    waiting = loan.signatures.filter(drawing="", sha256="").first()
    if loan.signed_on is not None and waiting is not None and scan is not None:
        _keep_scan(waiting, scan)
        waiting.save(update_fields=["file_name", "mime", "size", "sha256"])
        journal.noted(loan, by=by, verb="loans.scan_joined")
        return loan
    loan = _to_sign(loan, by)
    signature = LoanSignature(name=" ".join(name.split()))
    if scan is not None:
        _keep_scan(signature, scan)
    return _sign(loan, signature, now=now, today=today, by=by)


def _keep_scan(signature: LoanSignature, scan: Stored) -> None:
    signature.file_name, signature.mime = scan.name[:120], scan.mime
    signature.size, signature.sha256 = scan.size, scan.sha256


def _to_sign(loan: Loan, by: Actor) -> Loan:
    loan = locked(loan, by)
    if not loan.is_open:
        raise RuleBroken("Ce prêt est terminé : il n’y a rien à signer.")
    if loan.signed_on is not None:
        raise RuleBroken(SIGNED)
    return loan


def _sign(loan: Loan, signature: LoanSignature, *, now: datetime, today: date, by: Actor) -> Loan:
    agreement = agreement_of(loan, today)
    signature.school_id, signature.loan, signature.signed_at = loan.school_id, loan, now
    signature.save(force_insert=True)
    is_whole = signature.is_paper or loan.signatures.count() >= agreement["signatures"]
    with journal.change(loan, by=by, verb="loans.signed"):
        loan.agreement = agreement
        loan.signed_on = today if is_whole else None
        loan.save(update_fields=["agreement", "signed_on"])
    return loan


@transaction.atomic
def keep_terms(
    school: School, borrower_kind: BorrowerKind, values: Mapping[str, Any], *, by: Actor
) -> AgreementTerms:
    """The school's own text, for agreements that are not signed yet."""
    require(policies.write_agreement, by, None)
    school = School.objects.held(school.pk)
    if reasons := terms_refusals(BorrowerKind(borrower_kind), values["title"], values["body"]):
        raise RuleBroken(reasons)
    kept = AgreementTerms.objects.for_school(school).filter(borrower_kind=borrower_kind).first()
    if kept is not None:
        journal.write_changes(kept, values, by=by, verb="loans.terms_changed")
        return kept
    made = AgreementTerms.objects.create(school=school, borrower_kind=borrower_kind, **values)
    journal.created(made, by=by, verb="loans.terms_changed")
    return made
