"""Which columns of somebody's table must never be kept? Passwords and codes, national numbers. Pure.

Nothing here needs them: their cells are emptied before anything of the table is written. A header tells most;
the number of pupils (INE: three forms, eleven signs) is seen in its cells too, since templates for Pix name
its column « Identifiant unique ».
"""

import re
from collections.abc import Container, Iterable, Sequence

from fanal.core.imports.columns import header_key

SECRET = re.compile(
    r"motsdepasse|motdepasse|password|passwd|passphrase|mdp|^pwd|pwd$|^pass$|secret(?!a)|codepin|^pin$|^otp|otp$"
    r"|^(?!date).*activation|jetondacces|token"
)
NATIONAL = re.compile(
    r"^n?ine$|^n?ine(bea|rnie)|identifiantnational|numeronational|^idnational|^nir$|securitesociale"
)

INE = re.compile(r"[0-9]{9}[A-Z]{2}|[0-9_]{10}[A-Z]|[0-9]{4}A[0-9]{5}[A-Z]")


def why_never(header: str) -> str:
    """Why the cells of this column are dropped before anything is kept; empty when they may be read."""
    key = header_key(header)
    if SECRET.search(key):
        return "mot de passe ou code"
    if NATIONAL.search(key):
        return "numéro national"
    return ""


def named(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The headers; that of a column whose cells are mostly INE says so, and is known by it from then on."""
    told, alike = [0] * len(headers), [0] * len(headers)
    for cells in rows:
        for rank, cell in enumerate(cells[: len(headers)]):
            told[rank] += bool(cell.strip())
            alike[rank] += INE.fullmatch(cell.strip().upper()) is not None
    return [
        f"{header} (numéro national)" if 2 * alike[rank] > told[rank] and not why_never(header) else header
        for rank, header in enumerate(headers)
    ]


def never_read(headers: Sequence[str]) -> dict[int, str]:
    """The ranks of the columns that are dropped, each with why."""
    return {rank: why for rank, header in enumerate(headers) if (why := why_never(header))}


def chosen_codes(columns: Sequence[str], headers: Sequence[str], known: Container[str]) -> list[str]:
    """One code a header, however the form was sent: empty for an unknown one, and where nothing is read."""
    never, given = never_read(headers), [*columns, *[""] * len(headers)][: len(headers)]
    return [code if code in known and rank not in never else "" for rank, code in enumerate(given)]
