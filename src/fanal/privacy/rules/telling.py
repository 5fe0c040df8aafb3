"""How does a sheet of the register read? Headings and lines, the same on the page, in the PDF, in a version.

The headings are those of the register model of the CNIL. A heading without a line says so: an empty space
in a register is a question nobody answered. Pure.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from fanal.core.labelled import Labelled
from fanal.privacy.rules.codes import Data, People, ProcessingPartKind, SecurityMeasure
from fanal.privacy.rules.register import ProcessingRecord, sensitive_words

NOT_SAID = "Non renseigné"
PUBLIC = (
    "Finalités",
    "Base légale",
    "Personnes concernées",
    "Catégories de données",
    "Durées de conservation",
)


@dataclass(frozen=True)
class SheetSection:
    """A heading and its lines; `is_missing` when nobody said anything under it."""

    heading: str
    lines: list[str]

    @property
    def is_missing(self) -> bool:
        return self.lines == [NOT_SAID]


def rights_words(delegates: Sequence[str]) -> str:
    """What anyone may ask, and of whom; the public notice and the answer to who asks say the same."""
    also = f" ou au délégué à la protection des données ({' ; '.join(delegates)})" if delegates else ""
    return (
        "Pour demander à voir vos données, à les faire corriger ou effacer, à en limiter l’usage, ou pour "
        f"vous y opposer, écrivez au chef d’établissement{also}. Vous pouvez aussi saisir la CNIL."
    )


def tell(
    sheet: ProcessingRecord,
    *,
    head: str,
    tool: str,
    ground_words: str,
    data_words: str,
    parts: Iterable[tuple[ProcessingPartKind, str]],
) -> list[SheetSection]:
    """The whole sheet. `head` names the controller of the school; `parts`: each with its words."""
    by_kind: dict[ProcessingPartKind, list[str]] = {}
    for kind, words in parts:
        by_kind.setdefault(kind, []).append(words)
    legal_basis = sheet.legal_basis.label if sheet.legal_basis else ""
    dpia = " : ".join(word for word in (sheet.dpia.label, sheet.dpia_reference) if word)
    return [
        _section("Responsable de traitement", _controllers(sheet, head)),
        _section("Logiciel ou application", [tool]),
        _section("Finalités", sheet.purposes.splitlines()),
        _section("Base légale", [legal_basis, ground_words]),
        _section("Personnes concernées", _labels(People, sheet.people)),
        _section("Catégories de données", [*_labels(Data, sheet.data), *data_words.splitlines()]),
        _section(
            "Données sensibles", [sensitive_words(sheet.sensitive), *sheet.sensitive_reason.splitlines()]
        ),
        _section("Durées de conservation", by_kind.get(ProcessingPartKind.RETENTION, [])),
        _section("Destinataires dans l’établissement", by_kind.get(ProcessingPartKind.INSIDE, [])),
        _section("Destinataires extérieurs", by_kind.get(ProcessingPartKind.OUTSIDE, [])),
        _section(
            "Sous-traitants",
            by_kind.get(ProcessingPartKind.PROCESSOR, ["Aucun"] if sheet.has_no_processor else []),
        ),
        _section(
            "Transferts hors de l’Union européenne",
            by_kind.get(ProcessingPartKind.TRANSFER, ["Aucun"] if sheet.has_no_transfer else []),
        ),
        _section(
            "Mesures de sécurité",
            [*_labels(SecurityMeasure, sheet.measures), *sheet.measures_words.splitlines()],
        ),
        _section("Analyse d’impact (AIPD)", [dpia]),
    ]


def _section(heading: str, lines: Iterable[str]) -> SheetSection:
    return SheetSection(heading, [line.strip() for line in lines if line.strip()] or [NOT_SAID])


def _controllers(sheet: ProcessingRecord, head: str) -> list[str]:
    """Who answers: the head, somebody else, or both."""
    names = {"head": [head], "joint": [head, sheet.controller_name], "other": [sheet.controller_name]}
    return names[sheet.controller]


def _labels(codes: type[Labelled], chosen: Collection[str]) -> list[str]:
    return [code.label for code in codes if code in chosen]


def public_part(sections: Iterable[SheetSection]) -> list[SheetSection]:
    """What the public extract says: what for, on what ground, whose data, which, how long."""
    return [section for section in sections if section.heading in PUBLIC]
