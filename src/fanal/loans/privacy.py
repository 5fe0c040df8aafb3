"""What loans keep about people: whom something is lent to, whom their agreement names, what was signed.

Once everything is back, the names stay a year; then machines and days stay alone, to be counted.
"""

from django.db.models import Q

from fanal.core.erasing import Subject
from fanal.core.personal_data import AppPrivacy, Erased, Files, JournalName, Needed, Own, Until, years
from fanal.loans.models import AgreementTerms, Guardian, Loan, LoanItem, LoanPhoto, LoanSignature
from fanal.loans.models.loan import STATES
from fanal.loans.policies.loan import manage_loans, write_agreement
from fanal.loans.rules.loan import KEPT_YEARS, LABELS

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
    "loans.scan_joined": "Scan d’une convention de prêt joint",
    "loans.photo_joined": "Photo du matériel prêté jointe",
    "loans.photo_removed": "Photo du matériel prêté retirée",
    "loans.terms_changed": "Texte de la convention de prêt modifié",
}
OPEN = Q(closed_on__isnull=True)
UNNAMED = {"borrower": "", "for_pupil": "", "class_code": "", "agreement": {}}
UNSAID = {"state_out": "", "remark": "", "complaint": "", "insurer": "", "decision": ""}
BORROWER = ("loan__pupil", "loan__person")
STATE_WORDS = dict(STATES)

keeps = AppPrivacy("loans", "Prêts", SENTENCES, journal=26, own=41, erasure=8, retention=30)
LOANS = keeps.rule(
    "loans.loans",
    "Un prêt : un an après sa fin, les noms, les adresses, la convention, les signatures et les photos "
    "s’effacent ; le matériel et les dates restent.",
)


def _forget_words(rows: object, _: Subject) -> None:
    """What is said of a machine may tell of whoever had it; that it was out stays."""
    rows.update(**UNSAID)  # type: ignore[attr-defined]


keeps(
    Guardian,
    Erased("Responsables nommés dans une convention de prêt", "loan__pupil"),
    Until(LOANS, "loan__closed_on", years(KEPT_YEARS)),
    Own("responsables d’un prêt", {"nom": "name", "adresse": "address"}, by="nom"),
)
keeps(
    LoanSignature,
    Erased("Signatures de conventions de prêt", BORROWER),
    Until(LOANS, "loan__closed_on", years(KEPT_YEARS)),
    Own("conventions de prêt signées", {"par": "name", "le": "signed_at"}, by="le"),
    Files(),
)
keeps(
    LoanPhoto,
    Erased("Photos du matériel prêté", BORROWER),
    Until(LOANS, "loan__closed_on", years(KEPT_YEARS)),
    Files(),
)
keeps(
    LoanItem,
    Erased(
        "Ce qui est dit du matériel prêté",
        BORROWER,
        becomes="gardé, sans ce qui en est dit",
        forget=_forget_words,
    ),
    Until(LOANS, "loan__closed_on", years(KEPT_YEARS), leaves=UNSAID),
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
    Erased(
        "Prêts en cours",
        ("pupil", "person"),
        where=OPEN,
        stops="Du matériel lui est prêté : notez d’abord son retour, ou annulez le prêt.",
    ),
    Erased("Prêts terminés", ("pupil", "person"), becomes="gardés, sans nom", leaves=UNNAMED),
    Erased("Prêts faits pour d’autres", "made_by", becomes="sans dire par qui"),
    Until(LOANS, "closed_on", years(KEPT_YEARS), leaves={**UNNAMED, "pupil": None, "person": None}),
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
)
keeps(AgreementTerms, JournalName("Convention de prêt", "{0}", right=write_agreement))
