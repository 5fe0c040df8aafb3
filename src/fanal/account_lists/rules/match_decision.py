"""What does it change that an account turns out to be somebody's, or nobody's? What a comparison would say.

Pure, beside `comparing`, which says the same in SQL of a whole list.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fanal.account_lists.rules.accounts import Account

UNKNOWN = "Inconnu dans l’établissement"
NOT_EXPECTED = {
    "pupil": "Un élève administrateur",
    "staff": "Non indiqué par la direction",
    "": "Administrateur sans titulaire connu",
}


@dataclass(frozen=True)
class MatchedOwner:
    """Whose account it is: « pupil » or « staff », or nobody of the school (empty)."""

    kind: str = ""
    left_on: date | None = None
    is_expected: bool = False  # as an administrator, by the management


def is_matched(owner: MatchedOwner) -> bool:
    return bool(owner.kind) and owner.left_on is None


def differences(
    account: Account,
    owner: MatchedOwner,
    *,
    judged: Collection[str],
    day: date,
    dormant_days: int,
    is_double: bool,
) -> list[tuple[str, str]]:
    """The kinds of differences of this account, each with its words; administrators and doubles apart.

    `judged`: the kinds that the list can tell; `day`: of the comparison; `is_double`: it is one to close.
    """
    if not is_matched(owner):
        left = f"Parti le {owner.left_on:%d/%m/%Y}" if owner.left_on else UNKNOWN
        return [("orphan", left)]
    gaps = []
    if "profile" in judged and account.side in {"pupil", "staff"} and account.side != owner.kind:
        words = "Élève" if owner.kind == "pupil" else "Personnel"
        gaps.append(("profile", f"{words}, avec le profil : {account.texts.get('profile', '')}"))
    is_old = account.seen is not None and account.seen < day - timedelta(days=dormant_days)
    if "dormant" in judged and is_old and not is_double:
        gaps.append(("dormant", f"Dernière connexion le {account.seen:%d/%m/%Y}"))
    return gaps


def admin_words(account: Account, owner: MatchedOwner) -> str:
    """Why its rights are not expected; empty when they are, or when it has none."""
    if not account.is_admin or (is_matched(owner) and owner.kind == "staff" and owner.is_expected):
        return ""
    return NOT_EXPECTED[owner.kind if owner.kind == "pupil" or is_matched(owner) else ""]


def account_words(texts: dict[str, str]) -> str:
    """As a comparison names the account to keep."""
    named = (texts.get(code) for code in ("login", "identifier", "email", "external"))
    return next(filter(None, named), "l’autre compte")


def keeps_first(seen: date | None, other_seen: date | None, *, other_is_decided: bool) -> bool:
    """Is the account just decided the one to keep, rather than the other? What is decided comes first."""
    return not other_is_decided or (seen or date.min) >= (other_seen or date.min)


def without_account(
    candidates: Iterable[tuple[str, int]], *, chosen: str, holders: str, taken: Collection[str]
) -> list[tuple[str, int]]:
    """The candidates who turn out to have no account. `taken`: has one, or may be another doubt's."""
    expected = {"pupils": {"pupil"}, "staff": {"staff"}}.get(holders, {"pupil", "staff"})
    return [
        (kind, pk) for kind, pk in candidates if kind in expected and f"{kind} {pk}" not in {chosen, *taken}
    ]
