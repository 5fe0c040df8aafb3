"""Signing an agreement, on the screen or on paper; the text of a school."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.files.attachments import Stored, is_our_unsigned_paper
from fanal.core.forms.form_version import seen_of
from fanal.core.frozen.papers import keep_paper
from fanal.loans.actions.lending import locked
from fanal.loans.models import AgreementTerms, Loan, LoanSignature
from fanal.loans.policies import loan as policies
from fanal.loans.reading.agreement import Agreement, agreement_of, is_namesake, noted_of_paper
from fanal.loans.reading.agreement_sums import agreement_sums
from fanal.loans.reading.signing_party import party_of
from fanal.loans.rules.agreement import BorrowerKind, terms_refusals
from fanal.loans.rules.signature import NoSignature, path_of, strokes_in
from fanal.loans.rules.signer import is_last_signature

CHANGED = "La convention a changé depuis que cette page est ouverte : relisez-la, puis signez."
SIGNED = "La convention est déjà signée : il n’y a plus rien à signer."
UNSIGNED = (
    "Ce fichier est la convention telle que Fanal l’a imprimée, sans signature : numérisez celle qui est "
    "signée."
)


@transaction.atomic
def sign_on_screen(
    loan: Loan,
    name: str,
    strokes: str,
    *,
    quality: str = "",
    grounds: str = "",
    seen: str | None = None,
    now: datetime,
    today: date,
    by: Actor,
) -> Loan:
    """Keep what was drawn, the name typed and the moment. The text is frozen by the first signature.

    `seen`: of the text that was shown (`core.forms.form_version`); another one is shown before it is signed.
    `quality`: as what they say that they sign, where nothing else tells it; `grounds`: by what right.
    """
    loan, name = _to_sign(loan, by), " ".join(name.split())
    agreement = agreement_of(loan, today, on_screen=True)
    if seen is not None and seen != seen_of(agreement):
        raise RuleBroken(CHANGED)
    if is_namesake(loan, name):
        raise RuleBroken(f"{name} a déjà signé : la seconde signature est celle de l’autre responsable.")
    signature = LoanSignature(name=name)
    _qualify(signature, loan, quality, grounds, today)
    try:
        signature.drawing = path_of(strokes_in(strokes))
    except NoSignature as refusal:
        raise RuleBroken(str(refusal)) from None
    return _sign(loan, signature, agreement, now=now, today=today, by=by)


@transaction.atomic
def sign_on_paper(
    loan: Loan,
    name: str,
    scan: Stored | None,
    *,
    quality: str | None = None,
    grounds: str = "",
    was_signed_before: bool = False,
    now: datetime,
    today: date,
    by: Actor,
) -> Loan:
    """Somebody says that the paper is signed; its scan may follow later, or never.

    `quality`: as what they signed; None: the paper says who signed, as several that come back together do.
    `was_signed_before`: the paper was signed before this loan was made, so it cannot have this text.
    """
    loan = locked(loan, by)
    if scan is not None and is_our_unsigned_paper(loan.school_id, scan):
        raise RuleBroken(UNSIGNED)
    waiting = loan.signatures.filter(drawing="", sha256="", replaced_on=None).first()
    if loan.signed_on is not None and waiting is not None and scan is not None:
        _keep_scan(waiting, scan)
        waiting.save(update_fields=["file_name", "mime", "size", "sha256"])
        journal.noted(loan, by=by, verb="loans.scan_joined")
        return loan
    loan, name = _to_sign(loan, by), " ".join(name.split())
    signature = LoanSignature(name=name)
    if quality is not None:
        _qualify(signature, loan, quality, grounds, today)
    if scan is not None:
        _keep_scan(signature, scan)
    # A text that no paper has is not completed by hand.
    agreement = agreement_of(loan, today, on_screen=was_signed_before)
    text = loan.agreement or noted_of_paper(agreement, was_signed_before=was_signed_before)
    return _sign(loan, signature, text, now=now, today=today, by=by)


def _qualify(signature: LoanSignature, loan: Loan, chosen: str, grounds: str, today: date) -> None:
    """Write as what this person signs. RuleBroken when it is not theirs to sign, or still to be said."""
    party, grounds = party_of(loan, today), " ".join(grounds.split())
    if reasons := party.refusals(signature.name, chosen, grounds):
        raise RuleBroken(reasons)
    signature.quality = party.quality(signature.name, chosen) or ""
    signature.grounds = grounds


def ask_anew(loan: Loan, *, today: date, by: Actor) -> None:
    """A locked loan is to be signed again: what was signed stays, with the text it was under."""
    signatures = loan.signatures.filter(replaced_on=None)
    signatures.update(replaced_on=today, former_agreement=loan.agreement)  # first: the way of `Loan.FROZEN`
    loan.agreement, loan.signed_on = {}, None
    loan.save(update_fields=["agreement", "signed_on"])
    journal.noted(loan, by=by, verb="loans.to_sign_anew")


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


def _sign(
    loan: Loan,
    signature: LoanSignature,
    agreement: Agreement,
    *,
    now: datetime,
    today: date,
    by: Actor,
) -> Loan:
    """Freeze the text with its first signature; the loan is signed once all that it asks for are given."""
    signature.school_id, signature.loan, signature.signed_at = loan.school_id, loan, now
    signature.save(force_insert=True)
    count = loan.signatures.filter(replaced_on=None).count()
    is_whole = is_last_signature(
        signature.quality, count, agreement["signatures"], is_paper=signature.is_paper
    )
    verb = "loans.declared_signed" if signature.is_declared else "loans.signed"
    with journal.change(loan, by=by, verb=verb):
        loan.agreement = agreement
        loan.signed_on = today if is_whole else None
        loan.save(update_fields=["agreement", "signed_on"])
    if is_whole:
        keep_paper("loans.agreement", loan, agreement_sums(loan)[0], on=today)
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
    terms = AgreementTerms.objects.for_school(school).filter(borrower_kind=borrower_kind).first()
    if terms is not None:
        journal.write_changes(terms, values, by=by, verb="loans.terms_changed")
        return terms
    terms = AgreementTerms.objects.create(school=school, borrower_kind=borrower_kind, **values)
    journal.created(terms, by=by, verb="loans.terms_changed")
    return terms
