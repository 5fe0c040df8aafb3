"""What does a reader hand over, whatever the format?"""

from collections.abc import Iterator
from dataclasses import dataclass, field

TOO_WIDE = (
    "La ligne {line} a {width} colonnes ; {limit} au plus sont acceptées. Supprimez les colonnes "
    "inutiles, ou "
    "vérifiez le séparateur, puis recommencez."
)
TOO_LONG = (
    "Une cellule de la ligne {line} dépasse {most} caractères. Raccourcissez-la, ou cherchez un guillemet "
    "oublié, puis recommencez."
)

TOO_MANY_LINES = (
    "Ce tableau s’étend sur plus de 1 048 576 lignes : aucun tableur n’en a autant. Supprimez les lignes "
    "vides qui suivent vos données, ou copiez vos données dans un nouveau fichier, puis recommencez."
)


@dataclass(frozen=True)
class SheetSource:
    """Rows as (line from 1, texts), lazily, and where they come from. Runs only inside `sandbox`."""

    rows: Iterator[tuple[int, list[str]]]
    sheet: str = ""
    sheet_names: list[str] = field(default_factory=list)
    encoding: str = ""
    separator: str = ""
