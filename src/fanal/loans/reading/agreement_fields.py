"""What fills the text of an agreement: whose the machines are, which act allows it, what becomes of data."""

from collections import defaultdict
from datetime import date
from typing import Any

from fanal.accounts.models import School
from fanal.core.text.french import counted, full_day, of_the_school, the_school
from fanal.equipment.models import Equipment
from fanal.equipment.models.convention import PartyChoice
from fanal.loans.models import AgreementTerms, Loan, LoanItem
from fanal.loans.reading.signing_party import party_of
from fanal.loans.rules import agreement as rules
from fanal.loans.rules.agreement import UNSAID, AgreementText, BorrowerKind, in_words
from fanal.loans.rules.agreement_texts import proposed_text
from fanal.loans.rules.loan import KEPT_YEARS, UNSETTLED_YEARS, Outcome
from fanal.privacy.reading.delegates import TO_WRITE, delegates_of, has_academy_delegate

BLANK = "………………………………"  # written by hand on the paper
NO_END = "aucune (dotation, rendue au départ)"
NO_GUARDIAN = "aucun n’est noté"
NO_CONTACT = "nom et coordonnées non renseignés"


def text_of(school: School, borrower_kind: str) -> AgreementText:
    """The school's own, or the one that Fanal proposes."""
    own_terms = AgreementTerms.objects.for_school(school).filter(borrower_kind=borrower_kind).first()
    return (
        own_terms.text
        if own_terms
        else proposed_text(BorrowerKind(borrower_kind), is_private=school.is_private)
    )


def due_words(loan: Loan) -> str:
    return full_day(loan.due_on) if loan.due_on else NO_END


def lent_items(loan: Loan) -> list[LoanItem]:
    """What the borrower has to give back; once nothing is, all they had in the end: no exchanged machine."""
    items = list(loan.items.exclude(outcome=Outcome.CANCELLED).with_machine())
    exchanged = {item.replaces_id for item in items}
    out = [item for item in items if item.outcome == Outcome.OUT]
    return out or [item for item in items if item.pk not in exchanged]


def fields_of(loan: Loan, text: AgreementText, today: date, *, on_screen: bool) -> dict[str, str]:
    """What each field of the text stands for.

    No address: each guardian reads it, and theirs is not the other one's business.
    """
    guardians, items = " ; ".join(one.name for one in loan.named_guardians), lent_items(loan)
    return {
        "élève": loan.for_pupil or loan.borrower,
        "emprunteur": guardians if loan.for_pupil else loan.borrower,
        "classe": loan.class_code or "–",
        "responsables": guardians or (NO_GUARDIAN if on_screen else BLANK),
        "matériel": in_words(_machine_words(item) for item in items),
        "autorisation": act_words(loan.school, text, on_screen=on_screen),
        "propriétaire": owners_words(loan, items, UNSAID if on_screen else BLANK),
        "échéance": due_words(loan),
        "engagement": party_of(loan, today).commitment,
        "prêteur": (lender := lender_words(loan.school))[:1].upper() + lender[1:],
        "établissement": loan.school.name,
        "date": full_day(today),
    }


def lender_words(school: School) -> str:
    """Who lends, and owns what is the school's: a private school is no legal person, its managing body is."""
    if school.is_private:
        return f"l’organisme de gestion {of_the_school(school.name)}"
    return the_school(school.name)


def owners_words(loan: Loan, items: list[LoanItem], unknown: str = BLANK) -> str:
    """« Département de l’Exemple »; « … (T-01) ; … (T-02) » of several; `unknown` where nobody knows."""
    names = defaultdict[str, list[str]](list)
    for item in items:
        names[owner_name(loan.school, item.equipment) or unknown].append(str(item))
    if len(names) < 2:
        return next(iter(names), unknown)
    return " ; ".join(f"{owner} ({in_words(machines)})" for owner, machines in names.items())


def owner_name(school: School, machine: Equipment) -> str:
    """The authority by its own name: it owns most of what is lent. Empty where nobody said whose it is."""
    if not machine.is_owner_known:
        return ""
    match machine.owner:
        case PartyChoice.AUTHORITY if school.authority is not None:
            return str(school.authority.name)
        case PartyChoice.SCHOOL:
            return lender_words(school)
        case PartyChoice.STATE:
            return "l’État"
    return ""


def act_words(school: School, text: AgreementText, *, on_screen: bool) -> str:
    """« Autorisation du conseil d’administration : acte n° 12 du … »."""
    day = full_day(text.act_on) if text.act_on else ""
    return rules.act_words(text.act_number, day, is_private=school.is_private, on_screen=on_screen)


def notice_of(school: School, today: date, *, on_screen: bool) -> list[str]:
    """What whoever signs is told of their data (RGPD 13), a paragraph each."""
    controller, ground = _controller_and_ground(school)
    return [
        f"Vos données : {controller} en est responsable. Elles servent à savoir à qui du matériel est prêté "
        f"et à le reprendre, {ground} ; seules les personnes qui gèrent ce matériel les lisent. Noms, "
        f"adresses, convention, signatures et photos s’effacent {counted(KEPT_YEARS, 'an')} après la fin du "
        f"prêt ; si une perte ou un vol n’est pas réglé alors, quand il l’est, "
        f"{counted(UNSETTLED_YEARS, 'an')} après cette fin au plus tard.",
        "Vous pouvez les demander, les faire corriger ou effacer, en limiter l’usage ou vous y opposer : "
        f"adressez-vous à l’établissement{_or_delegate(school, today, on_screen=on_screen)}. Vous pouvez "
        "aussi saisir la CNIL.",
    ]


def _controller_and_ground(school: School) -> tuple[str, str]:
    """Who answers for the data, and what for; a private school has no mission of its own that was read."""
    if school.is_private:
        return f"le chef d’établissement {of_the_school(school.name)}", "pour exécuter cette convention"
    return f"{the_school(school.name)}, par son chef d’établissement,", "pour sa mission d’intérêt public"


def lacks_delegate(school: School, today: date) -> bool:
    """Whether there is a data protection officer, and nobody wrote down how to reach them."""
    has_one = not school.is_private or has_academy_delegate(school, today)
    return has_one and not delegates_of(school, today)


def _or_delegate(school: School, today: date, *, on_screen: bool) -> str:
    """A private school need not have one: none is named there unless it is known."""
    contact = " ; ".join(str(one) for one in delegates_of(school, today))
    if lacks_delegate(school, today):
        contact = NO_CONTACT if on_screen else TO_WRITE
    return f" ou au délégué à la protection des données ({contact})" if contact else ""


def _machine_words(item: Any) -> str:
    machine = item.equipment
    about = [machine.made_as, f"n° de série {machine.serial}" if machine.serial else "", item.accessories]
    details = ", ".join(part for part in about if part)
    return f"{machine.name} ({details})" if details else machine.name
