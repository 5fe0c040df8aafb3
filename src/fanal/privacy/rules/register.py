"""What must a sheet of the register of processing say, and what is missing? Pure.

Article 30, paragraph 1 RGPD, and the model of the CNIL: the controller and his delegate are said once, on the
first page; each sheet says the rest. What an article asks counts for a sheet to be complete; « AIPD » and
measures in words are asked too, because the head must be able to show what he decided (article 24).
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from fanal.accounts.rules import law
from fanal.privacy.rules.codes import Controller, Dpia, LegalBasis, ProcessingPartKind, Sensitive

LONGEST = 4000


@dataclass(frozen=True)
class ProcessingRecord:
    """One processing as its sheet says it. `parts`: kind of part -> how many are said."""

    name: str
    controller: Controller
    controller_name: str
    purposes: str
    legal_basis: LegalBasis | None
    people: Collection[str]
    data: Collection[str]
    sensitive: Collection[str]
    sensitive_reason: str
    measures: Collection[str]
    measures_words: str
    dpia: Dpia
    dpia_reference: str
    parts: dict[ProcessingPartKind, int] = field(default_factory=dict)
    has_no_processor: bool = False
    has_no_transfer: bool = False


# Article 6, § 1, last sentence: not for what public authorities do in the performance of their tasks.
NOT_PUBLIC = (
    "« Intérêt légitime » : une autorité publique ne peut pas s’en servir pour ses missions "
    f"({law.gdpr('article 6, § 1')}). Pour un établissement scolaire, c’est le plus souvent la mission "
    "d’intérêt public."
)


def warnings(sheet: ProcessingRecord) -> list[str]:
    """What a reader of the sheet must know, and stops nothing."""
    is_ours = sheet.controller != Controller.OTHER
    return [NOT_PUBLIC] if is_ours and sheet.legal_basis == LegalBasis.INTEREST else []


@dataclass(frozen=True)
class Completeness:
    """How many of the asked things are said, and what to do for the others, in the sheet's order."""

    said: int
    total: int
    missing: list[str]

    @property
    def percent(self) -> int:
        return 100 * self.said // self.total

    @property
    def is_complete(self) -> bool:
        return not self.missing


def completeness(sheet: ProcessingRecord) -> Completeness:
    """What a reader of the register would not find. A « none » that is said counts as said."""
    parts = sheet.parts.get
    checks = [
        (bool(sheet.purposes.strip()), "Dites à quoi sert ce traitement."),
        (
            sheet.controller == Controller.HEAD or bool(sheet.controller_name.strip()),
            "Nommez l’autre responsable de traitement.",
        ),
        (sheet.legal_basis is not None, "Choisissez la base légale."),
        (bool(sheet.people), "Cochez les personnes concernées."),
        (bool(sheet.data), "Cochez les catégories de données."),
        (
            not sheet.sensitive or bool(sheet.sensitive_reason.strip()),
            "Dites pourquoi ces données sensibles peuvent être traitées.",
        ),
        (bool(parts(ProcessingPartKind.RETENTION)), "Donnez au moins une durée de conservation."),
        (
            bool(parts(ProcessingPartKind.INSIDE)) or bool(parts(ProcessingPartKind.OUTSIDE)),
            "Dites qui reçoit ces données.",
        ),
        (
            bool(parts(ProcessingPartKind.PROCESSOR)) or sheet.has_no_processor,
            "Nommez les sous-traitants, ou dites qu’il n’y en a pas.",
        ),
        (
            bool(parts(ProcessingPartKind.TRANSFER)) or sheet.has_no_transfer,
            "Dites si des données sortent de l’Union européenne.",
        ),
        (
            bool(sheet.measures) or bool(sheet.measures_words.strip()),
            "Décrivez les mesures de sécurité.",
        ),
        (
            sheet.dpia not in {Dpia.TO_SAY, Dpia.NEEDED},
            "Décidez si une analyse d’impact (AIPD) est nécessaire."
            if sheet.dpia == Dpia.TO_SAY
            else "L’analyse d’impact (AIPD) reste à faire.",
        ),
        (
            sheet.dpia not in {Dpia.ELSEWHERE, Dpia.DONE} or bool(sheet.dpia_reference.strip()),
            "Donnez la référence de l’analyse d’impact.",
        ),
    ]
    missing = [words for is_said, words in checks if not is_said]
    return Completeness(len(checks) - len(missing), len(checks), missing)


def refusals(sheet: ProcessingRecord) -> list[str]:
    """Why this sheet cannot be kept as it is; a sheet that only lacks something can."""
    reasons = []
    if not sheet.name.strip():
        reasons.append("Donnez un nom au traitement, par exemple « Vie scolaire ».")
    if sheet.has_no_processor and sheet.parts.get(ProcessingPartKind.PROCESSOR):
        reasons.append("Vous nommez un sous-traitant et dites qu’il n’y en a pas : gardez l’un des deux.")
    if sheet.has_no_transfer and sheet.parts.get(ProcessingPartKind.TRANSFER):
        reasons.append("Vous dites un transfert et qu’il n’y en a pas : gardez l’un des deux.")
    return reasons


def entry_refusals(sheet: ProcessingRecord) -> list[str]:
    """Why the head cannot put this sheet in the register: what article 30 asks is not all there."""
    return refusals(sheet) + completeness(sheet).missing


def sensitive_words(codes: Collection[str]) -> str:
    """« Santé, NIR », or that there is none."""
    return ", ".join(code.label for code in Sensitive if code in codes) or "Aucune"
