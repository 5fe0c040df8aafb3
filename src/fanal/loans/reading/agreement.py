"""The agreement of a loan in words: the school's text, its fields filled, as it was signed."""

from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from fanal.core.text.blocks import Block
from fanal.core.text.words import fold
from fanal.directory.rules.letters import filled
from fanal.loans.models import Loan
from fanal.loans.reading.agreement_fields import fields_of, notice_of, text_of
from fanal.loans.reading.signing_party import party_of
from fanal.loans.rules.agreement import without_act

OF_PAPER = (
    "Cette convention est signée sur papier : le texte ci-dessous est celui de Fanal quand la signature a "
    "été notée ; celui qui est signé, et les signatures, se lisent sur l’original."
)
OF_FORMER_PAPER = (
    "Le papier a été signé avant que ce prêt soit noté : le texte ci-dessous et le matériel qu’il nomme sont "
    "ceux que Fanal a notés ensuite ; ce qui est signé, et par qui, se lit sur l’original."
)


class AgreementRun(TypedDict):
    """Words of one look, as they are kept and as a paper draws them."""

    text: str
    bold: bool
    italic: bool


class AgreementBlock(TypedDict):
    """A heading, a paragraph or an item."""

    kind: str
    mark: str
    runs: list[AgreementRun]


class Agreement(TypedDict):
    """What is signed, as `Loan.agreement` keeps it; `signatures`: how many it asks for."""

    title: str
    blocks: list[AgreementBlock]
    signatures: int


def agreement_of(loan: Loan, today: date, *, on_screen: bool = False) -> Agreement:
    """Title and blocks as they were signed; else as they read today.

    On a screen what is not known is said; on paper it has a place to be written.
    """
    if loan.agreement:
        signed: Agreement = loan.agreement.copy()
        return signed
    school, text = loan.school, text_of(loan.school, loan.borrower_kind)
    body = without_act(text.body) if school.is_private and not text.has_act else text.body
    letter = next(filled(text.title, body, [fields_of(loan, text, today, on_screen=on_screen)]))
    # One who is of age signs alone: there is no other guardian.
    signatures = 1 if loan.is_for_pupil and party_of(loan, today).of_age else text.signatures
    blocks = [*plain_blocks(letter.blocks), *map(paragraph, notice_of(school, today, on_screen=on_screen))]
    return {"title": letter.title, "blocks": blocks, "signatures": signatures}


def noted_of_paper(agreement: Agreement, *, was_signed_before: bool) -> Agreement:
    """The text that is kept of one signed on paper: it says first that the paper is what was signed."""
    warning = OF_FORMER_PAPER if was_signed_before else OF_PAPER
    return {**agreement, "blocks": [paragraph(warning), *agreement["blocks"]]}


def paragraph(words: str) -> AgreementBlock:
    return {"kind": "paragraph", "mark": "", "runs": [{"text": words, "bold": False, "italic": False}]}


def plain_blocks(blocks: Iterable[Block]) -> list[AgreementBlock]:
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
    return max(1, agreement_of(loan, today)["signatures"] - len(loan.given_signatures))


def is_namesake(loan: Loan, name: str) -> bool:
    """Whether this name signed already: the second signature is somebody else's."""
    return fold(name) in {fold(signature.name) for signature in loan.given_signatures}
