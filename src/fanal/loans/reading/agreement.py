"""The agreement of a loan in words: the school's text, its fields filled, as it was signed."""

from datetime import date
from typing import Any

from fanal.accounts.models import School
from fanal.accounts.rules.french import full_day, the_school
from fanal.core.words import fold
from fanal.directory.rules.letters import filled
from fanal.loans.models import AgreementTerms, Loan, LoanItem
from fanal.loans.rules.agreement import MODELS, AgreementText, BorrowerKind, in_words
from fanal.loans.rules.loan import Outcome

NO_END = "aucune (dotation, rendue au départ)"


def text_of(school: School, borrower_kind: str) -> AgreementText:
    """The school's own, or the one that Fanal proposes."""
    kept = AgreementTerms.objects.for_school(school).filter(borrower_kind=borrower_kind).first()
    return kept.text if kept else MODELS[BorrowerKind(borrower_kind)]


def due_words(loan: Loan) -> str:
    return full_day(loan.due_on) if loan.due_on else NO_END


def lent_items(loan: Loan) -> list[LoanItem]:
    """What the borrower has to give back; once nothing is, all they had in the end: no exchanged machine."""
    items = list(loan.items.exclude(outcome=Outcome.CANCELLED).with_machine())
    exchanged = {item.replaces_id for item in items}
    out = [item for item in items if item.outcome == Outcome.OUT]
    return out or [item for item in items if item.pk not in exchanged]


def fields_of(loan: Loan, today: date) -> dict[str, str]:
    """What each field of the text stands for."""
    guardians = " ; ".join(str(guardian) for guardian in loan.named_guardians)
    return {
        "élève": loan.for_pupil or loan.borrower,
        "emprunteur": guardians if loan.for_pupil else loan.borrower,
        "classe": loan.class_code or "–",
        "responsables": guardians or "………………………………",
        "matériel": in_words(_machine_words(item) for item in lent_items(loan)),
        "échéance": due_words(loan),
        "prêteur": (lender := the_school(loan.school.name))[:1].upper() + lender[1:],
        "établissement": loan.school.name,
        "date": full_day(today),
    }


def _machine_words(item: Any) -> str:
    machine = item.equipment
    about = [machine.made_as, f"n° de série {machine.serial}" if machine.serial else "", item.accessories]
    said = ", ".join(part for part in about if part)
    return f"{machine.name} ({said})" if said else machine.name


def agreement_of(loan: Loan, today: date) -> dict[str, Any]:
    """Title and blocks as they were signed; else as they read today."""
    if loan.agreement:
        return dict(loan.agreement)
    text = text_of(loan.school, loan.borrower_kind)
    letter = next(filled(text.title, text.body, [fields_of(loan, today)]))
    return {"title": letter.title, "blocks": plain_blocks(letter.blocks), "signatures": text.signatures}


def plain_blocks(blocks: Any) -> list[dict[str, Any]]:
    """As a paper draws them."""
    return [
        {
            "kind": block.kind,
            "mark": block.mark,
            "runs": [{"text": run.text, "bold": run.is_bold, "italic": run.is_italic} for run in block.runs],
        }
        for block in blocks
    ]


def missing_signatures(loan: Loan, today: date) -> int:
    """How many more are asked for."""
    if loan.signed_on is not None or not loan.is_open:
        return 0
    return max(1, agreement_of(loan, today)["signatures"] - loan.signatures.count())


def is_namesake(loan: Loan, name: str) -> bool:
    """Whether this name signed already: the second signature is somebody else's."""
    return fold(name) in {fold(signature.name) for signature in loan.signatures.all()}
