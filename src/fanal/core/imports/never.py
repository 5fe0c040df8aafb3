"""Which columns of somebody's table must never be kept? Passwords and codes, national numbers. Pure.

Nothing here needs them: their cells are emptied before anything of the table is written.
"""

import re
from collections.abc import Sequence

from fanal.core.imports.columns import header_key

SECRET = re.compile(
    r"motsdepasse|motdepasse|password|passwd|passphrase|mdp|^pwd|pwd$|^pass$|secret(?!a)|codepin|^pin$|^otp|otp$"
    r"|^(?!date).*activation|jetondacces|token"
)
NATIONAL = re.compile(
    r"^n?ine$|^n?ine(bea|rnie)|identifiantnational|numeronational|^idnational|^nir$|securitesociale"
)


def why_never(header: str) -> str:
    """Why the cells of this column are dropped before anything is kept; empty when they may be read."""
    key = header_key(header)
    if SECRET.search(key):
        return "mot de passe ou code"
    if NATIONAL.search(key):
        return "numéro national"
    return ""


def never_read(headers: Sequence[str]) -> dict[int, str]:
    """The ranks of the columns that are dropped, each with why."""
    return {rank: why for rank, header in enumerate(headers) if (why := why_never(header))}
