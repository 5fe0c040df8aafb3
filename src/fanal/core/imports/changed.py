"""Which cells are no longer what somebody wrote, because a spreadsheet changed them? Pure.

Excel turns a long code into « 1,0010E+10 », « 6E1 » into « 6,00E+01 », « 6-1 » into the 6th of January, what
looks like a formula into « #NOM? », and writes « ######## » where the column was narrow.
"""

import re
from datetime import date, timedelta

EXPONENT = re.compile(r"[-+]?\d+(?:[.,]\d+)?E[-+]\d+", re.IGNORECASE)
ERROR = re.compile(
    r"#{3,}|#(?:(?:NOM|NAME)\?|N/[AD]|(?:REF|VALEUR|VALUE|DIV/0|NULL?|NOMBRE|NUM|PROPAGATION|SPILL)!)",
    re.IGNORECASE,
)
SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
MONTH = r"(?:janv|févr|fevr|mars|avr|mai|juin|juil|août|aout|sept|oct|nov|déc|dec)\.?"
DAY = re.compile(
    rf"\d{{1,2}}[-/ ]{MONTH}|{MONTH}[-/ ]\d{{2}}|\d{{1,2}}/\d{{1,2}}/\d{{4}}|\d{{4}}-\d\d-\d\d", re.IGNORECASE
)
FIRST_DAY, NEAR = date(1899, 12, 30), 800  # where Excel counts from; days around today
CHANGED = (
    "« {} » n’est pas ce qui était écrit : Excel l’a changé. Dans Excel, ouvrez le fichier d’origine par "
    "« Données », « À partir d’un fichier texte/CSV », donnez à cette colonne le type « Texte », puis "
    "recommencez."
)
A_DAY = (
    "« {} » est une date qu’Excel a changée en nombre : donnez à cette colonne le format « Date » "
    "(31/12/2013), puis recommencez."
)


def why_changed(cell: str) -> str:
    """Why this cell cannot be believed, and what to do; empty when nothing shows."""
    cell = cell.strip()
    return CHANGED.format(cell[:20]) if EXPONENT.fullmatch(cell) or ERROR.fullmatch(cell) else ""


def why_changed_code(cell: str, today: date) -> str:
    """The same of a code, which may have been taken for a day of this year or so."""
    plain = cell.strip()
    is_day = DAY.fullmatch(plain) or (SERIAL.fullmatch(plain) and abs((_day_of(plain) - today).days) < NEAR)
    return CHANGED.format(plain[:20]) if is_day else why_changed(plain)


def why_changed_day(cell: str) -> str:
    """The same of a day, which may have become the number by which Excel counts it."""
    return A_DAY.format(cell.strip()) if SERIAL.fullmatch(cell.strip()) else why_changed(cell)


def _day_of(serial: str) -> date:
    return FIRST_DAY + timedelta(days=int(serial[:5]))
