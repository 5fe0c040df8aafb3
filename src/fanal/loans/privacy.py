"""What loans keep about people: whom something is lent to, whom their agreement names, what was signed.

Once everything is back, the names stay a year, longer while a loss or a theft is not settled; then machines
and days stay alone, to be counted.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from fanal.accounts.rules import law
from fanal.core.people.erasure import Subject
from fanal.core.people.kinds import BORROWERS, GUARDIANS, PUPILS, STAFF
from fanal.core.people.personal_data import (
    About,
    AppPrivacy,
    Erased,
    Files,
    JournalName,
    Known,
    Needed,
    Own,
    Until,
)
from fanal.core.retention.removal import years_before
from fanal.loans.models import AgreementTerms, Guardian, Loan, LoanItem, LoanPhoto, LoanSignature
from fanal.loans.models.loan import STATES
from fanal.loans.policies.loan import manage_loans, write_agreement
from fanal.loans.rules.loan import GONE, KEPT_YEARS, LABELS, UNSETTLED_YEARS

SENTENCES = {
    "loans.prepared": "Prêt préparé",
    "loans.handed_over": "Matériel prêté remis",
    "loans.cancelled": "Prêt annulé",
    "loans.guardians_changed": "Responsables d’un prêt modifiés",
    "loans.item_ended": "Retour d’un appareil prêté noté",
    "loans.return_undone": "Retour d’un appareil prêté annulé",
    "loans.item_recovered": "Appareil prêté retrouvé",
    "loans.item_completed": "Retour d’un appareil prêté complété",
    "loans.exchanged": "Appareil prêté échangé",
    "loans.closed": "Prêt terminé",
    "loans.prolonged": "Échéance d’un prêt changée",
    "loans.signed": "Convention de prêt signée",
    "loans.declared_signed": "Convention de prêt déclarée signée sur papier",
    "loans.to_sign_anew": "Convention de prêt à signer de nouveau",
    "loans.scan_joined": "Scan d’une convention de prêt joint",
    "loans.photo_joined": "Photo du matériel prêté jointe",
    "loans.photo_removed": "Photo du matériel prêté retirée",
    "loans.terms_changed": "Texte de la convention de prêt modifié",
}
OPEN = Q(closed_on__isnull=True)
OF_OPEN, OF_ENDED = Q(loan__closed_on__isnull=True), Q(loan__closed_on__isnull=False)
STILL_LENT = "Un prêt qui la nomme court encore : notez d’abord le retour du matériel."
UNNAMED = {"borrower": "", "for_pupil": "", "class_code": "", "agreement": {}}
UNSAID = {"state_out": "", "remark": "", "complaint": "", "insurer": "", "decision": ""}
BORROWER = ("loan__pupil", "loan__person")
STATE_WORDS = dict(STATES)

keeps = AppPrivacy(
    "loans",
    "Prêts",
    SENTENCES,
    place="loans",
    purpose="Prêter du matériel et le reprendre, avec sa convention signée",
)
LOANS = keeps.rule(
    "loans.loans",
    "Un prêt : un an après sa fin, cinq au plus tant qu’une perte ou un vol n’est pas réglé, les noms, les "
    "adresses, la convention, les signatures et les photos s’effacent ; le matériel et les dates restent.",
)


def _names_a_loss(link: str) -> Exists:
    """Something of this loan is lost or stolen, nothing is decided of it, and it names somebody."""
    items = LoanItem.objects.for_school(OuterRef("school_id")).filter(loan=OuterRef(link or "pk"))
    return Exists(items.filter(outcome__in=GONE, decision="").exclude(loan__borrower=""))


def _over(link: str) -> Callable[[Any, datetime], QuerySet]:
    """What is over of loans, which are the rows themselves or their `link`, and settled or too old."""
    closed = f"{link}__closed_on__lt" if link else "closed_on__lt"

    def over(rows: Any, now: datetime) -> QuerySet:
        ended = Q(**{closed: years_before(now, KEPT_YEARS).date()}) & ~_names_a_loss(link)
        found: QuerySet = rows.filter(ended | Q(**{closed: years_before(now, UNSETTLED_YEARS).date()}))
        return found

    return over


UNSETTLED = ~OPEN & Q(_names_a_loss(""))
OF_UNSETTLED = OF_ENDED & Q(_names_a_loss("loan"))
CLAIMED = (
    "Une perte ou un vol n’est pas réglé dans un prêt qui la nomme : écrivez d’abord, sur la page de ce "
    "prêt, ce qui est décidé et par qui. Jusque-là, et cinq ans au plus, il sert à constater un droit ou à "
    f"le défendre ({law.gdpr('article 17, § 3, e')})."
)


def _agreements_of_guardian(who: Subject) -> QuerySet:
    """Loans that are over and name this guardian, by name and address."""
    guardians = Guardian.objects.for_school(who.school_id).filter(OF_ENDED)
    same = guardians.filter(**{f"{column}__iexact": value for column, value in who.alike})
    return Loan.objects.for_school(who.school_id).filter(pk__in=same.values("loan"))


def _signatures_of_guardian(who: Subject) -> QuerySet:
    loans = _agreements_of_guardian(who)
    rows = LoanSignature.objects.for_school(who.school_id).filter(loan__in=loans)
    return who.naming(rows, "name")


def _forget_words(rows: object, _: Subject) -> None:
    """What is said of a machine may tell of whoever had it; that it was out stays."""
    rows.update(**UNSAID)  # type: ignore[attr-defined]


keeps(
    Guardian,
    Known(
        GUARDIANS,
        (
            Erased("Prêts en cours dont la convention nomme ce responsable", where=OF_OPEN, stops=STILL_LENT),
            Erased("Prêts non réglés qui nomment ce responsable", where=OF_UNSETTLED, stops=CLAIMED),
            Erased("Responsable nommé dans une convention de prêt", where=OF_ENDED),
        ),
        {"nom": "name", "adresse": "address", "prêt": "loan__number"},
        name="name",
        also=("address",),
        what="le nom et l’adresse, dans une convention de prêt",
    ),
    Erased("Responsables nommés dans une convention de prêt", "loan__pupil"),
    Until(LOANS, rows=_over("loan")),
    Own("responsables d’un prêt", {"nom": "name", "adresse": "address"}, by="nom"),
)
keeps(
    LoanSignature,
    About(
        GUARDIANS,
        "name",
        "grounds",
        "drawing",
        "file_name",
        "sha256",
        what="la signature d’une convention de prêt",
    ),
    About(PUPILS, what="ce qui lui est prêté, sa classe, sa convention signée"),
    About(STAFF, what="la signature d’une convention de prêt"),
    Erased("Signatures de ce responsable", rows=_signatures_of_guardian, sorts=(GUARDIANS.code,)),
    Erased("Signatures de conventions de prêt", BORROWER),
    Until(LOANS, rows=_over("loan")),
    Own("conventions de prêt signées", {"par": "name", "titre": "grounds", "le": "signed_at"}, by="le"),
    Files(),
)
keeps(
    LoanPhoto,
    About(PUPILS, "name", "sha256", what="l’état et les photos du matériel prêté"),
    Erased("Photos du matériel prêté", BORROWER),
    Until(LOANS, rows=_over("loan")),
    Files(),
)
keeps(
    LoanItem,
    About(PUPILS, "state_out", "remark", "complaint", what="l’état et les photos du matériel prêté"),
    About(STAFF, what="ce qui est arrivé au matériel prêté"),
    Erased(
        "Ce qui est dit du matériel prêté",
        BORROWER,
        becomes="gardé, sans ce qui en est dit",
        forget=_forget_words,
    ),
    Until(LOANS, rows=_over("loan"), leaves=UNSAID),
    Own(
        "matériel prêté",
        {
            "quoi": "equipment__name",
            "accessoires": "accessories",
            "état à la remise": "state_out",
            "retour": "outcome",
            "rendu le": "ended_on",
            "état au retour": "remark",
        },
        by="quoi",
        labels={"retour": LABELS.get},
    ),
    JournalName("Appareil prêté", "{0}"),
)
keeps(
    Loan,
    About(PUPILS, "for_pupil", what="ce qui lui est prêté, sa classe, sa convention signée"),
    About(STAFF, "borrower", what="ce qui lui est prêté, sa convention signée"),
    Known(
        BORROWERS,
        (
            Erased("Prêts en cours d’un emprunteur sans fiche", where=OPEN, stops=STILL_LENT),
            Erased("Prêts non réglés d’un emprunteur sans fiche", where=UNSETTLED, stops=CLAIMED),
            Erased(
                "Prêts terminés d’un emprunteur sans fiche",
                where=~OPEN,
                becomes="gardés, sans nom",
                leaves=UNNAMED,
            ),
        ),
        {"numéro": "number", "nom": "borrower", "classe": "class_code", "terminé le": "closed_on"},
        name="borrower",
        also=("class_code",),
        where=Q(pupil__isnull=True, person__isnull=True),
        what="le nom et la classe, dans un prêt",
    ),
    Erased(
        "Conventions terminées qui nomment ce responsable",
        rows=_agreements_of_guardian,
        sorts=(GUARDIANS.code,),
        becomes="gardées, sans texte ni nom",
        leaves={"borrower": "", "agreement": {}},
    ),
    Erased(
        "Prêts en cours",
        ("pupil", "person"),
        where=OPEN,
        stops="Du matériel lui est prêté : notez d’abord son retour, ou annulez le prêt.",
    ),
    Erased("Prêts terminés et non réglés", ("pupil", "person"), where=UNSETTLED, stops=CLAIMED),
    Erased("Prêts terminés", ("pupil", "person"), becomes="gardés, sans nom", leaves=UNNAMED),
    Erased("Prêts faits pour d’autres", "made_by", becomes="sans dire par qui"),
    Until(LOANS, rows=_over(""), leaves={**UNNAMED, "pupil": None, "person": None}),
    Own(
        "prêts",
        {
            "numéro": "number",
            "état": "state",
            "échéance": "due_on",
            "signé le": "signed_on",
            "remis le": "handed_on",
            "terminé le": "closed_on",
        },
        by="numéro",
        of=("pupil", "person"),
        labels={"état": STATE_WORDS.get},
    ),
    Needed("person", among=lambda loans: loans.filter(OPEN)),
    JournalName("Prêt", "n° {0.number}", "loans:loan_page", by="number", right=manage_loans),
    Own("prêts faits pour d’autres", {"numéro": "number", "le": "made_at"}, by="numéro", of="made_by"),
)
keeps(AgreementTerms, JournalName("Convention de prêt", "{0}", right=write_agreement))
