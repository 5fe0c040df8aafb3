"""Reading the three tables that bring values: our own, a Pix Orga profile collection, the GAR's count.

Columns are matched by their header, never by their place; names of pupils in them are read past and kept
nowhere. RuleBroken says what is wrong, and names another school or another year.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from fanal.accounts.rules.small_groups import is_small
from fanal.core.errors import RuleBroken
from fanal.core.imports.columns import header_key
from fanal.core.sheets import Table
from fanal.core.text.french import counted
from fanal.indicators.rules import imported
from fanal.indicators.rules.catalogue import CATALOGUE
from fanal.indicators.rules.imported import ImportedValue, is_code, number_of, period_of_words
from fanal.year.rules.periods import PeriodKind, period_of

OWN_HEADERS = ("UAI", "Code", "Période", "Nombre du haut", "Nombre du bas")
MOST_PROBLEMS = 8
NOT_ONE = (
    "Ce tableau n’est ni le modèle de Fanal, ni une collecte de profils de Pix Orga, ni un décompte du GAR : "
    "téléchargez le modèle, et recopiez-y vos nombres."
)
NOT_FILLED = "Aucun nombre n’est écrit dans ce tableau : remplissez au moins une ligne."
EMPTY = "Ce tableau n’a aucune ligne."
TOO_LONG = f"Plus de {imported.MOST_READ} lignes : découpez ce tableau."
NO_PROFILE = "Aucun profil n’a été envoyé dans cet export."
FEW_PROFILES = "Moins de {smallest} profils envoyés : un si petit groupe n’est pas gardé."
NO_LICENCES = (
    "C’est un décompte du GAR : donnez aussi le nombre de licences disponibles, que ce fichier ne dit pas."
)
OUI = "o"


class FileReader:
    """One table, for one school on one day. `day`: when the counts of an export were taken."""

    def __init__(
        self, table: Table, *, uai: str, name: str, smallest: int, day: date, licences: int | None = None
    ) -> None:
        self.table, self.uai, self.name = table, uai, name
        self.smallest, self.day, self.licences = smallest, day, licences
        self.keys = [header_key(header) for header in table.headers]

    def values(self) -> list[ImportedValue]:
        """All that the table says; RuleBroken when it is of somebody else, or of another time."""
        if not len(self.table):
            raise RuleBroken(EMPTY)
        if set(map(header_key, OWN_HEADERS)) <= set(self.keys):
            return self._own()
        if self._has("nombredepixtotal"):
            return [self._pix()]
        if "uai" in self.keys and self._has("cumulaffectation"):
            return [self._gar()]
        raise RuleBroken(NOT_ONE)

    def _has(self, start: str) -> bool:
        return any(key.startswith(start) for key in self.keys)

    def _cells(self, *starts: str) -> Iterator[tuple[int, list[str]]]:
        """The line, and for each start the cell of the first column whose header begins so."""
        ranks = [
            next((rank for rank, key in enumerate(self.keys) if key.startswith(start)), None)
            for start in starts
        ]
        for line, cells in self.table.numbered():
            yield line, [_cell(cells, rank) for rank in ranks]

    def _own(self) -> list[ImportedValue]:
        if len(self.table) > imported.MOST_READ:
            raise RuleBroken(TOO_LONG)
        every = self._cells(*map(header_key, OWN_HEADERS))
        rows = [(line, cells) for line, cells in every if "".join(cells[3:]).strip()]
        if not rows:
            raise RuleBroken(NOT_FILLED)
        if reasons := imported.school_refusals({cells[0] or self.uai for _, cells in rows}, self.uai):
            raise RuleBroken(reasons)
        values, problems = [], list[str]()
        for line, cells in rows:
            value = self._own_value(line, cells)
            if isinstance(value, str):
                problems.append(f"Ligne {line} : {value}")
            else:
                values.append(value)
        if problems:
            raise RuleBroken(problems[:MOST_PROBLEMS])
        return values

    def _own_value(self, line: int, cells: Sequence[str]) -> ImportedValue | str:
        _, code, words, above, below = cells
        code = code.strip().upper()
        if not is_code(code):
            return f"« {code[:10]} » n’est pas un code du catalogue."
        if (period := period_of_words(words, self.day)) is None:
            frequency = CATALOGUE[code].frequency if code in CATALOGUE else PeriodKind.YEAR
            example = period_of(self.day, frequency).label
            return f"« {words[:30]} » n’est pas une période récente : écrivez par exemple « {example} »."
        if (numerator := number_of(above)) is None:
            return f"« {above[:20]} » n’est pas un nombre."
        denominator = number_of(below)
        if below.strip() and denominator is None:
            return f"« {below[:20]} » n’est pas un nombre."
        return ImportedValue(code, period, numerator, denominator, line)

    def _pix(self) -> ImportedValue:
        """The mean of the profiles that were sent."""
        names, days, total, count, without_score = set[str](), list[date](), Decimal(0), 0, 0
        starts = ("nomdelorganisation", "envoi", "datedelenvoi", "dateetheuredelenvoi", "nombredepixtotal")
        for line, (name, is_sent, day, moment, pix) in self._cells(*starts):
            names.add(name.strip())
            if not is_sent.strip().lower().startswith(OUI):
                continue
            if (score := number_of(pix)) is None:
                without_score += 1
                continue
            total, count = total + score, count + 1
            days += self._sent_on(line, day or moment)
        period = period_of(self.day, CATALOGUE["PIX2"].frequency)
        reasons = imported.name_refusals(names, self.name) or imported.year_refusals(days, period)
        if reasons or not count:
            raise RuleBroken(reasons or NO_PROFILE)
        if is_small(count, self.smallest):
            raise RuleBroken(FEW_PROFILES.format(smallest=self.smallest))
        note = f"{counted(without_score, 'profil')} sans score : de côté." if without_score else ""
        return ImportedValue("PIX2", period, total, Decimal(count), note=note)

    def _sent_on(self, line: int, cell: str) -> list[date]:
        """The day of a profile; none where the cell is empty. RuleBroken: the year could not be checked."""
        if not cell.strip():
            return []
        if (day := imported.day_of(cell)) is None:
            raise RuleBroken(f"Ligne {line} : « {cell[:20]} » n’est pas une date comme 03/11/2026.")
        return [day]

    def _gar(self) -> ImportedValue:
        """All that was assigned, to whomever, of all the subscriptions of the file."""
        if reasons := imported.school_refusals({cells[0] for _, cells in self._cells("uai")}, self.uai):
            raise RuleBroken(reasons)
        if not self.licences:
            raise RuleBroken(NO_LICENCES)
        ranks = [rank for rank, key in enumerate(self.keys) if key.startswith("cumulaffectation")]
        total = Decimal(0)
        for line, cells in self.table.numbered():
            for cell in (_cell(cells, rank).strip() for rank in ranks):
                if (count := number_of(cell or "0")) is None:
                    raise RuleBroken(f"Ligne {line} : « {cell[:20]} » n’est pas un nombre.")
                total += count
        period = period_of(self.day, CATALOGUE["GAR1"].frequency)
        return ImportedValue("GAR1", period, total, Decimal(self.licences))


def _cell(cells: Sequence[str], rank: int | None) -> str:
    return cells[rank] if rank is not None and rank < len(cells) else ""
