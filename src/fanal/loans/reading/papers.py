"""The papers of loans, as `documents/loans.typ` draws them: no law, nothing that Fanal does not know."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.accounts.rules.french import agrees, full_day, full_moment
from fanal.core.errors import RuleBroken
from fanal.core.words import of
from fanal.directory.models import Pupil
from fanal.equipment.models import Equipment
from fanal.loans.models import Loan, LoanItem, LoanSignature
from fanal.loans.reading.agreement import agreement_of, due_words, lent_items
from fanal.loans.reading.photos import drawn_photos
from fanal.loans.rules.agreement import in_words
from fanal.loans.rules.loan import GIVEN_BACK, GONE, Outcome

TEMPLATE = Path(__file__).parents[1] / "documents" / "loans.typ"
MOST = 300  # papers in one file
AGREED = "« Lu et approuvé », date et signature :"
HANDED_LATER = "Remis le ………………………………"  # printed before: the day is written by hand
SCHOOL = "Pour l’établissement"


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


def _text(*sentences: str) -> list[dict[str, Any]]:
    return [
        {"kind": "paragraph", "mark": "", "runs": [{"text": words, "bold": False, "italic": False}]}
        for words in sentences
    ]


def agreement_paper(loan: Loan, today: date) -> dict[str, Any]:
    """As it was signed, with what was drawn; else with the places to sign."""
    _refuse_erased(loan)
    agreement = agreement_of(loan, today)
    signed = loan.given_signatures
    blank = max(0, agreement["signatures"] - len(signed)) if loan.signed_on is None else 0
    who = "Un responsable" if loan.has_guardians else "La personne qui emprunte"
    places = [_place(who, AGREED) for _ in range(blank)]
    places = [*(_drawn(one) for one in signed), *places, _place(SCHOOL, "", stamped=True)]
    return paper(agreement["title"], str(loan), agreement["blocks"], signatures=places)


def _refuse_erased(loan: Loan) -> None:
    if not loan.borrower:
        raise RuleBroken(f"{loan} : les noms et la convention sont effacés, un an après la fin du prêt.")


def _place(who: str, note: str, *, stamped: bool = False) -> dict[str, Any]:
    return {"who": who, "note": note, "drawing": "", "stamped": stamped}


def _drawn(signature: LoanSignature) -> dict[str, Any]:
    moment = full_moment(timezone.localtime(signature.signed_at))
    how = "signé sur papier, noté" if signature.is_paper else "signé à l’écran"
    return _place(signature.name, f"{how} le {moment}") | {"drawing": signature.picture}


def hand_over_paper(loan: Loan) -> dict[str, Any]:
    """What they have, with what and in what state, to be checked by both: nothing that came back."""
    _refuse_erased(loan)
    items = lent_items(loan)
    rows = [
        [item.equipment.name, item.equipment.serial or "–", item.accessories or "–", item.state_out or "–"]
        for item in items
    ]
    photos, count = drawn_photos(loan, items)
    return paper(
        f"Fiche de remise, prêt n° {loan.number}",
        str(loan),
        _text(
            f"À {loan.who}. Échéance : {due_words(loan)}.",
            f"Remis le {full_day(loan.handed_on)}." if loan.handed_on else HANDED_LATER,
            *_since(loan, items),
            *([f"{len(photos)} photos sur les {count} prises à la remise."] if count > len(photos) else ()),
        ),
        head=["Appareil", "N° de série", "Accessoires", "État"],
        rows=rows,
        photos=photos,
        signatures=[
            _place(loan.borrower, "Vu ensemble, date et signature :"),
            _place(SCHOOL, "", stamped=True),
        ],
    )


def _since(loan: Loan, items: Sequence[LoanItem]) -> list[str]:
    """What has changed since the hand-over: each exchange with its day, then what came back."""
    before = {item.pk: item for item in loan.items.exclude(outcome=Outcome.CANCELLED).with_machine()}
    exchanges = {item: before[item.replaces_id] for item in items if item.replaces_id}
    named = {item.pk for item in (*items, *exchanges.values())}
    ended = [str(item) for item in before.values() if item.pk not in named]
    return [
        *(
            f"{item} remplace {former} depuis le {full_day(former.ended_on or loan.made_at.date())}."
            for item, former in exchanges.items()
        ),
        *([f"{agrees(len(ended), 'N’est', 'Ne sont')} plus à rendre : {in_words(ended)}."] if ended else []),
    ]


def ownership_paper(loan: Loan) -> dict[str, Any]:
    """What became the pupil's own, by which decision. It states no law."""
    _refuse_erased(loan)
    items = list(loan.items.filter(outcome=Outcome.OWNED).with_machine())
    day = full_day(loan.closed_on or items[0].ended_on)
    return paper(
        "Matériel devenu propriété de l’élève",
        str(loan),
        _text(
            f"Le {day}, le matériel ci-dessous, que l’établissement prêtait à {loan.who}, est devenu la "
            "propriété de l’élève. Il est sorti de l’inventaire.",
            f"Décision du propriétaire : {items[0].decision}.",
        ),
        head=["Appareil", "N° de série", "Accessoires"],
        rows=[[str(item), item.equipment.serial or "–", item.accessories or "–"] for item in items],
        signatures=[_place("Un responsable", "Date et signature :"), _place(SCHOOL, "", stamped=True)],
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
        _text(
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
        signatures=[_place(SCHOOL, "", stamped=True)],
    )


def clearance_paper(borrower: Pupil | Person, today: date) -> dict[str, Any]:
    """« Quitus »: nothing is out any more; what is lost or stolen is said. RuleBroken names what is out."""
    school_id, is_pupil = borrower.school_id, isinstance(borrower, Pupil)
    rows = LoanItem.objects.for_school(school_id).filter(
        **{"loan__pupil" if is_pupil else "loan__person": borrower}
    )
    out = [str(item) for item in rows.out().with_machine()]
    if not is_pupil:
        out += [
            str(machine)
            for machine in Equipment.objects.for_school(school_id).present().filter(holder=borrower)
        ]
    if out:
        raise RuleBroken(f"{borrower} a encore {', '.join(out)} : notez le retour, puis imprimez le quitus.")
    gone = list(rows.filter(outcome__in=GONE).with_machine())
    is_back = not gone or rows.filter(outcome__in=GIVEN_BACK).exists()
    return paper(
        "Quitus",
        f"Quitus du {full_day(today)}",
        _text(*_clearance_words(str(borrower), full_day(today), is_back=is_back, is_whole=not gone)),
        head=["Appareil non revenu", "Noté", "Le", "Ce qui est décidé"] if gone else [],
        rows=[
            [str(item), item.get_outcome_display(), full_day(item.ended_on or today), item.decision or "–"]
            for item in gone
        ],
        signatures=[_place(str(borrower), ""), _place(SCHOOL, "", stamped=True)],
    )


def _clearance_words(who: str, day: str, *, is_back: bool, is_whole: bool) -> list[str]:
    """What came back, and what did not and why; never that nothing is due beside what is missing."""
    what = "que l’établissement lui avait prêté et suit dans Fanal"
    if is_whole:
        here = "du matériel que l’établissement prête et suit dans Fanal"
        return [f"Le {day}, {who} n’a plus rien à rendre {here}."]
    return [
        f"Le {day}, {who} a rendu le matériel {what}, sauf ce qui suit, noté perdu ou volé."
        if is_back
        else f"Le {day}, {who} n’a pas rendu ce qui suit, noté perdu ou volé, {what}.",
        "Rien d’autre n’est à rendre. Un tiret : rien n’est encore décidé.",
    ]
