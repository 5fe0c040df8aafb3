"""What a file is and what it says of itself, before its lines."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from fanal.core.text.email_address import is_address


class FileNature(StrEnum):
    """The files that are read, and those that are recognised to be refused with the right sentence."""

    AAF = "aaf"
    SIECLE_PUPILS = "siecle_pupils"
    SIECLE_CLASSES = "siecle_classes"
    SIECLE_WORDS = "siecle_words"
    STS = "sts"
    GAR = "gar"
    TABLE = "table"
    OWN = "fanal"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    FileNature.AAF: "Annuaire académique fédérateur (AAF)",
    FileNature.SIECLE_PUPILS: "Élèves de SIECLE",
    FileNature.SIECLE_CLASSES: "Classes et groupes de SIECLE (Structures)",
    FileNature.SIECLE_WORDS: "Nomenclature de SIECLE",
    FileNature.STS: "Services et enseignants de STSWEB",
    FileNature.GAR: "Alimentation du GAR (GAR-ENT)",
    FileNature.TABLE: "Tableau",
    FileNature.OWN: "Export de Fanal",
}


@dataclass
class Header:
    """`school_year` is the year it begins in; days are ISO texts; `unknown` counts words we do not read."""

    nature: FileNature
    uai: str = ""
    school_year: int | None = None
    exported_on: str = ""
    academy: str = ""
    version: str = ""
    lines: int = 0
    refused: int = 0
    unknown: dict[str, int] = field(default_factory=dict)

    def skip(self, name: str, most: int = 200) -> None:
        """Count a word that is not read; a hostile file may invent as many as it likes."""
        if name in self.unknown or len(self.unknown) < most:
            self.unknown[name[:80]] = self.unknown.get(name[:80], 0) + 1

    def address(self, text: str) -> str:
        """The address of mail in small letters; what is none is counted and left aside."""
        text = text.lower()
        if text and not is_address(text):
            self.skip("adresse de courriel illisible")
            return ""
        return text

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
