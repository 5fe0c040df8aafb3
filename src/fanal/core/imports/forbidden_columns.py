"""Which columns of somebody's table must never be kept? Passwords and codes, national numbers. Pure.

Nothing here needs them: their cells are emptied before anything of the table is written. A header tells most;
the number of pupils (INE: three forms, eleven signs) is seen in its cells too, since templates for Pix name
its column « Identifiant unique », and so is that of the social security (NIR: fifteen signs with their key).
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

NIR = re.compile(r"([1-478][0-9]{4}(?:[0-9]{2}|2[AB])[0-9]{6})([0-9]{2})")
EMAIL_OR_DAY = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}")
NO_HEADERS = (
    "La première ligne de ce tableau est déjà quelqu’un : ajoutez au-dessus une ligne d’en-têtes (Nom, "
    "Prénom…), puis recommencez."
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


def _is_national(cell: str) -> bool:
    plain = "".join(cell.split()).upper()
    return INE.fullmatch(plain) is not None or _is_nir(plain)


def _is_nir(plain: str) -> bool:
    """Fifteen signs whose last two are the key of the others; Corsica's letters count as 19 and 18."""
    if (match := NIR.fullmatch(plain)) is None:
        return False
    return 97 - int(match[1].replace("2A", "19").replace("2B", "18")) % 97 == int(match[2])


def refused_headers(headers: Sequence[str]) -> list[str]:
    """Headers are kept for a long time: is their line somebody's?"""
    is_somebody = any(_is_national(header) or EMAIL_OR_DAY.fullmatch(header.strip()) for header in headers)
    return [NO_HEADERS] if is_somebody else []


def named(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The headers; that of a column of INE or NIR, mostly, says so, and is known by it from then on."""
    filled, alike = [0] * len(headers), [0] * len(headers)
    for cells in rows:
        for rank, cell in enumerate(cells[: len(headers)]):
            filled[rank] += bool(cell.strip())
            alike[rank] += _is_national(cell)
    return [
        f"{header} (numéro national)" if 2 * alike[rank] > filled[rank] and not why_never(header) else header
        for rank, header in enumerate(headers)
    ]


def never_read(headers: Sequence[str]) -> dict[int, str]:
    """The ranks of the columns that are dropped, each with why."""
    return {rank: why for rank, header in enumerate(headers) if (why := why_never(header))}


def chosen_codes(columns: Sequence[str], headers: Sequence[str], field_codes: Container[str]) -> list[str]:
    """One code a header, however the form was sent: empty for an unknown one, and where nothing is read."""
    never, codes = never_read(headers), [*columns, *[""] * len(headers)][: len(headers)]
    return [code if code in field_codes and rank not in never else "" for rank, code in enumerate(codes)]
