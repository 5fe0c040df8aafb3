"""How the domain refuses: with sentences for the person, never with codes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any


class Refused(Exception):
    """Something cannot be done. `reasons` are sentences that can be shown as they are."""

    def __init__(self, reasons: list[str] | str) -> None:
        self.reasons = [reasons] if isinstance(reasons, str) else list(reasons)
        super().__init__(" ".join(self.reasons))


class RuleBroken(Refused):
    """A rule of the domain says no (HTTP 422)."""


class Gone(RuleBroken):
    """Somebody else took the thing away meanwhile."""

    def __init__(self) -> None:
        super().__init__("Ce n’est plus là : quelqu’un vient de le retirer. Rechargez la page.")


class NotAllowed(Refused):
    """This person may not do that in their own school (HTTP 403).

    `thing`: what they asked it of; whoever may not see it is answered as if it were not there.
    """

    def __init__(self, reasons: list[str] | str, thing: Any = None) -> None:
        super().__init__(reasons)
        self.thing = thing


class NoLonger(NotAllowed):
    """People with this role may, but not to this thing as it has become: somebody closed it meanwhile.

    `words`: what they had typed, each text under its label; `back`: where the thing is read.
    """

    words: Sequence[tuple[str, str]] = ()
    back = ""


@contextmanager
def reasons_of_refusal() -> Iterator[list[str]]:
    """Collect the reasons of a broken rule instead of raising; an empty list means all went well."""
    reasons: list[str] = []
    try:
        yield reasons
    except RuleBroken as refusal:
        reasons.extend(refusal.reasons)
