"""A link that opens something is never kept with its letter: it is made when the letter leaves.

The row, its page and the backups hold `PLACEHOLDER`. What kind of letter it is stands in the mail's key,
which only our own code writes: `key = "accounts.invitation:12:…"`.
"""

from collections.abc import Callable

from fanal.core.mail.models import Mail

PLACEHOLDER = "https://lien-personnel.invalid/"
Maker = Callable[[int, int], str]

_makers: dict[str, Maker] = {}


def seals(kind: str) -> Callable[[Maker], Maker]:
    """Declare who makes the link of letters whose key begins by `kind:`, from the ids of school and row."""

    def keep(maker: Maker) -> Maker:
        _makers[kind] = maker
        return maker

    return keep


def opened(mail: Mail) -> tuple[str, str]:
    """The text and the HTML as they leave; the link is empty when it no longer stands."""
    kind, _, rest = mail.key.partition(":")
    maker = _makers.get(kind)
    number = rest.split(":")[0]
    if maker is None or not number.isdecimal():
        return mail.text, mail.html
    link = maker(mail.school_id, int(number))
    return mail.text.replace(PLACEHOLDER, link), mail.html.replace(PLACEHOLDER, link)
