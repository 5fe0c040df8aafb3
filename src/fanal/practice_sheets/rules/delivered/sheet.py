"""What is a sheet before any school has it?"""

import re
from dataclasses import dataclass

from fanal.helpdesk.rules.codes import RequestKind

# French keeps these signs on the line of the word they follow.
GLUED = re.compile(r" (?=[:;?!»])|(?<=«) ")
BEGINS = re.compile(r"[0-9]+\. |- |#")


@dataclass(frozen=True)
class FirstSheet:
    """`code` says which one it is, so that a school receives it once, whatever it then makes of it."""

    code: str
    title: str
    kinds: tuple[RequestKind, ...]
    words: str
    body: str

    @property
    def name(self) -> str:
        return GLUED.sub("\u00a0", self.title)

    @property
    def text(self) -> str:
        """The body with one line for each step: cut lines are ours, a school's editor shows none."""
        lines: list[str] = []
        for line in self.body.strip().split("\n"):
            if line and lines and lines[-1] and not BEGINS.match(line):
                lines[-1] += f" {line.strip()}"
            else:
                lines.append(line)
        return GLUED.sub("\u00a0", "\n".join(lines))
