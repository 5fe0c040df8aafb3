"""The papers of loans, as `documents/loans.typ` draws them: no law, nothing that Fanal does not know."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.reading.head import head_of, signer_words
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.core.errors import RuleBroken
from fanal.core.frozen.papers import proof_of
from fanal.core.tenancy import SchoolOwned
from fanal.core.text.french import agrees, full_day, full_moment
from fanal.core.text.words import of
from fanal.loans.models import Loan, LoanItem, LoanSignature
from fanal.loans.reading.agreement import AgreementBlock, agreement_of, paragraph
from fanal.loans.reading.agreement_fields import BLANK, due_words, lent_items
from fanal.loans.reading.photos import drawn_photos
from fanal.loans.reading.signing_party import party_of
from fanal.loans.rules.agreement import BorrowerKind, in_words
from fanal.loans.rules.loan import Outcome
from fanal.loans.rules.signer import SigningParty

TEMPLATE = Path(__file__).parents[1] / "documents" / "loans.typ"
MOST = 300  # papers in one file
AGREED = "« Lu et approuvé »"
HANDED_LATER = "Remis le ………………………………"  # printed before: the day is written by hand
SCHOOL = "Pour l’établissement"
ERASED = (
    "{loan} : les noms et la convention sont effacés, leur durée finie ou à la demande de qui y "
    "était nommé. Il n’y a plus rien à imprimer."
)


def printed(
    title: str, school: School, papers: Sequence[dict[str, Any]], *, unsigned: bool = False
) -> dict[str, Any]:
    """The data of one file. RuleBroken when there is nothing to print."""
    if not papers:
        raise RuleBroken("Il n’y a rien à imprimer : aucun prêt ne répond à cela.")
    return {"title": title, "letterhead": letterhead_of(school), "unsigned": unsigned, "papers": list(papers)}


def paper(title: str, mark: str, blocks: Iterable[Any], **more: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"to": [], "head": [], "rows": [], "photos": [], "signatures": []}
    return {"title": title, "mark": mark, "blocks": list(blocks), **empty, **more}


def sentences(*sentences: str) -> list[AgreementBlock]:
    return [paragraph(words) for words in sentences]


def agreement_paper(loan: Loan, today: date) -> dict[str, Any]:
    """As it was signed, with what was drawn; else with the places to sign."""
    _refuse_erased(loan)
    agreement = agreement_of(loan, today)
    signed = loan.given_signatures
    blank = max(0, agreement["signatures"] - len(signed)) if loan.signed_on is None else 0
    who = party_of(loan, today).place_words
    places = [place(who, AGREED) for _ in range(blank)]
    places = [*(_drawn(one, loan) for one in signed), *places, school_place(loan, today)]
    bears = proof_of("loans.agreement", loan) if loan.signed_on else None
    return paper(agreement["title"], str(loan), agreement["blocks"], signatures=places, proof=bears)


def _refuse_erased(loan: Loan) -> None:
    if not loan.borrower:
        raise RuleBroken(ERASED.format(loan=loan))


def place(who: str, note: str = "", *, name: str = "", stamped: bool = False) -> dict[str, Any]:
    """A place to sign; `name`: of whom it is for, where that is known."""
    return {"who": who, "name": name, "note": note, "drawing": "", "stamped": stamped, "is_given": False}


def signing_places(party: SigningParty, note: str = "") -> list[dict[str, Any]]:
    """Of whoever signs for the borrower; a pupil whose guardian signs may stand beside."""
    name = party.pupil if party.kind == BorrowerKind.STAFF else ""
    beside = [place("En présence de l’élève, si l’élève est là", name=party.pupil)] if party.is_beside else []
    return [place(party.place_words, note, name=name), *beside]


def school_place(row: SchoolOwned, today: date) -> dict[str, Any]:
    """The place of the school, with the head's name and quality."""
    name, quality = signer_words(head_of(row.school, today))
    return place(SCHOOL, quality, name=name, stamped=True)


def _drawn(signature: LoanSignature, loan: Loan) -> dict[str, Any]:
    moment = full_moment(timezone.localtime(signature.signed_at))
    note = f"{signature.how} le {moment}"
    if signature.is_paper and loan.unread_signatures:
        note += f" ; {loan.agreement['signatures']} signatures sont demandées : lisez-les sur l’original"
    return place(signature.words, note) | {"drawing": signature.picture, "is_given": True}


def hand_over_paper(loan: Loan) -> dict[str, Any]:
    """What they have, with what and in what state, to be checked by both: nothing that came back."""
    _refuse_erased(loan)
    items = lent_items(loan)
    rows = [
        [item.equipment.name, item.equipment.serial or "–", item.accessories or "–", item.state_out or BLANK]
        for item in items
    ]
    photos, count = drawn_photos(loan, items)
    party = party_of(loan, loan.handed_on or timezone.localdate())
    return paper(
        f"Fiche de remise, prêt n° {loan.number}",
        str(loan),
        sentences(
            f"À {loan.who}. Échéance : {due_words(loan)}.",
            f"Remis le {full_day(loan.handed_on)}." if loan.handed_on else HANDED_LATER,
            *_since(loan, items),
            *([f"{len(photos)} photos sur les {count} prises à la remise."] if count > len(photos) else ()),
        ),
        head=["Appareil", "N° de série", "Accessoires", "État"],
        rows=rows,
        photos=photos,
        signatures=[*signing_places(party, "Vu ensemble"), school_place(loan, timezone.localdate())],
    )


def _since(loan: Loan, items: Sequence[LoanItem]) -> list[str]:
    """What has changed since the hand-over: each exchange with its day, then what came back."""
    before = {item.pk: item for item in loan.items.exclude(outcome=Outcome.CANCELLED).with_machine()}
    exchanges = {item: before[item.replaces_id] for item in items if item.replaces_id}
    named = {item.pk for item in (*items, *exchanges.values())}
    ended = [str(item) for item in before.values() if item.pk not in named]
    return [
        *(
            f"{item} remplace {former} depuis le {full_day(former.ended_on or _day_made(loan))}."
            for item, former in exchanges.items()
        ),
        *([f"{agrees(len(ended), 'N’est', 'Ne sont')} plus à rendre : {in_words(ended)}."] if ended else []),
    ]


def _day_made(loan: Loan) -> date:
    return timezone.localdate(loan.made_at, loan.school.zone_info)


def ownership_paper(loan: Loan) -> dict[str, Any]:
    """What became the pupil's own, by which decision. It states no law."""
    _refuse_erased(loan)
    items = list(loan.items.filter(outcome=Outcome.OWNED).with_machine())
    day = full_day(loan.closed_on or items[0].ended_on)
    return paper(
        "Matériel devenu propriété de l’élève",
        str(loan),
        sentences(
            f"Le {day}, le matériel ci-dessous, que l’établissement prêtait à {loan.who}, est devenu la "
            "propriété de l’élève. Il est sorti de l’inventaire.",
            f"Décision du propriétaire : {items[0].decision}.",
        ),
        head=["Appareil", "N° de série", "Accessoires"],
        rows=[[str(item), item.equipment.serial or "–", item.accessories or "–"] for item in items],
        signatures=[
            place(party_of(loan, loan.closed_on or _day_made(loan)).place_words),
            school_place(loan, timezone.localdate()),
        ],
    )


def late_letters(loan: Loan, today: date) -> list[dict[str, Any]]:
    """One for each address: parents who live apart each have theirs, those who do not have one together."""
    names: dict[str, list[str]] = defaultdict(list)
    for guardian in loan.named_guardians:
        names[guardian.address].append(guardian.name)
    to = [[*who, address] for address, who in names.items()]
    family = f"À la famille {of(loan.who)}" if loan.is_for_pupil else f"À {loan.who}"
    return [_letter(loan, lines, today) for lines in to or [[family]]]


def _letter(loan: Loan, to: list[str], today: date) -> dict[str, Any]:
    rows = [[item.equipment.name, item.accessories or "–"] for item in loan.items.out().with_machine()]
    whom = f" à {loan.who}" if loan.is_for_pupil else ""
    return paper(
        "Matériel prêté à rendre",
        str(loan),
        sentences(
            f"Le {full_day(today)}",
            "Madame, Monsieur,",
            f"L’établissement a prêté{whom} le matériel ci-dessous. Il devait revenir le {due_words(loan)} "
            "et nous ne l’avons pas.",
            "Merci de le rapporter, complet. S’il est en panne, abîmé, perdu ou volé, dites-le-nous : nous "
            "verrons ensemble quoi faire.",
        ),
        to=[line for line in to if line],
        head=["Appareil", "Accessoires"],
        rows=rows,
        signatures=[school_place(loan, today)],
    )
