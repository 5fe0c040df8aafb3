"""How are labels laid on a sheet of A4, and does this layout fit?

Lengths are tenths of a millimetre, as the boxes of labels give them (« 63,5 × 38,1 mm »).
"""

from dataclasses import dataclass

WIDTH, HEIGHT = 2100, 2970  # A4
NARROWEST, LOWEST = 300, 160  # under these a phone reads the square badly
MOST = 200  # labels of one file


@dataclass(frozen=True)
class LabelLayout:
    """`columns` × `rows` labels of `width` × `height`, the first at `left`, `top`, apart by the gaps."""

    name: str
    columns: int
    rows: int
    width: int
    height: int
    top: int = 0
    left: int = 0
    gap_x: int = 0
    gap_y: int = 0

    @property
    def places(self) -> int:
        return self.columns * self.rows

    @property
    def size(self) -> str:
        """« 63,5 × 38,1 mm »."""
        return f"{millimetres(self.width)} × {millimetres(self.height)} mm"


USUAL = (
    LabelLayout("3 × 8", 3, 8, 700, 370, top=5),
    LabelLayout("4 × 10", 4, 10, 525, 297),
    LabelLayout("3 × 7, avec marges", 3, 7, 635, 381, top=151, left=72, gap_x=25),
    LabelLayout("2 × 5, grandes", 2, 5, 1050, 590, top=10),
)


def millimetres(tenths: int) -> str:
    """« 63,5 », « 70 »."""
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest}" if rest else str(whole)


def refusals(sheet: LabelLayout) -> list[str]:
    """Why labels cannot be laid this way."""
    reasons = []
    if not sheet.name.strip():
        reasons.append("Donnez un nom à ce format, par exemple « 3 × 8, boîte bleue ».")
    if sheet.width < NARROWEST or sheet.height < LOWEST:
        smallest = f"{millimetres(NARROWEST)} × {millimetres(LOWEST)} mm"
        reasons.append(f"Une étiquette fait au moins {smallest}, sinon un téléphone ne lit plus son carré.")
    across = sheet.left + sheet.columns * sheet.width + (sheet.columns - 1) * sheet.gap_x
    down = sheet.top + sheet.rows * sheet.height + (sheet.rows - 1) * sheet.gap_y
    if across > WIDTH:
        reasons.append(f"En largeur, cela fait {millimetres(across)} mm : une feuille A4 en a 210.")
    if down > HEIGHT:
        reasons.append(f"En hauteur, cela fait {millimetres(down)} mm : une feuille A4 en a 297.")
    return reasons


def refused_print(count: int, sheet: LabelLayout, first: int) -> list[str]:
    """Why these labels cannot be printed."""
    if count == 0:
        return ["Cochez d’abord des équipements, ou choisissez une salle qui en contient."]
    if count > MOST:
        return [f"{MOST} étiquettes au plus par fichier : il y en a {count}. Faites-le en plusieurs fois."]
    if not 1 <= first <= sheet.places:
        return [f"Cette feuille a {sheet.places} étiquettes : commencez entre la 1re et la {sheet.places}e."]
    return []
