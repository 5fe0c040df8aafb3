"""The « quitus » of somebody who has nothing more to give back: what is lost or stolen is said."""

from datetime import date
from typing import Any

from fanal.accounts.models import Person
from fanal.core.errors import RuleBroken
from fanal.core.text.french import full_day
from fanal.directory.models import Pupil
from fanal.equipment.models import Equipment
from fanal.loans.models import LoanItem
from fanal.loans.reading.papers import paper, place, school_place, sentences, signing_places
from fanal.loans.reading.signing_party import party_of_pupil
from fanal.loans.rules.loan import GIVEN_BACK, GONE


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
        sentences(*_clearance_words(str(borrower), full_day(today), is_back=is_back, is_whole=not gone)),
        head=["Appareil non revenu", "Noté", "Le", "Ce qui est décidé"] if gone else [],
        rows=[
            [str(item), item.get_outcome_display(), full_day(item.ended_on or today), item.decision or "–"]
            for item in gone
        ],
        signatures=[*_clearance_places(borrower, today), school_place(borrower, today)],
    )


def _clearance_places(borrower: Pupil | Person, today: date) -> list[dict[str, Any]]:
    if isinstance(borrower, Pupil):
        return signing_places(party_of_pupil(borrower, today))
    return [place("Qui a emprunté", name=str(borrower))]


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
