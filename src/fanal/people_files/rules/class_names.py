"""Which class of the school does a table mean, when it writes « 6e A » or « 6ème A » for 6A? Pure."""

import re
from collections.abc import Iterable
from itertools import chain

from fanal.core.text.words import fold

# A level, its ordinal or a space, then the class: « 6e » alone is a level, and « 6E » a class of its own.
SPELLED = re.compile(r"(\d)\s*(?:(?:eme|e)\s*[-.]?\s*|[-.\s]+)([a-z0-9]{1,3})")
LEVEL = re.compile(r"\d\s*(?:eme|e)")


def _key(name: str) -> str:
    plain = " ".join(fold(name).split())
    match = SPELLED.fullmatch(plain)
    return f"{match[1]}{match[2]}" if match else plain


class ClassNames:
    """The classes of a year by the names that people give them; a name that two of them bear says none."""

    def __init__(self, classes: Iterable[tuple[str, str]]) -> None:
        """`classes`: code and label of each."""
        classes = list(classes)
        self.codes = {code for code, _ in classes}
        self.by_key: dict[str, set[str]] = {}
        for code, name in chain.from_iterable(((code, code), (code, label)) for code, label in classes):
            if name:
                self.by_key.setdefault(_key(name), set()).add(code)

    def code(self, name: str) -> str:
        """The code of the class that is meant; the name as it is when the school has none such."""
        meant = self.by_key.get(_key(name), set())
        is_level = LEVEL.fullmatch(fold(name).strip())
        return name if name in self.codes or is_level or len(meant) != 1 else next(iter(meant))
