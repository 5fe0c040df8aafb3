"""What is new in an answer: without the message it quotes, and without its signature. Pure.

The original is kept beside: a line cut by mistake is never lost. Our own mails begin with `MARKER`, which
every mail program quotes; the other patterns are for what is quoted without it.
"""

import re

MARKER = "Répondez au-dessus de cette ligne"
HEADINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^[>\s]*[-–—_#*\s]*répondez au[- ]dessus de cette ligne",
        r"^\s*-{2,}\s*(message d['’]origine|message transféré|original message|forwarded message)\s*-{2,}",
        r"^\s*(le|on)\s.{6,160}(a écrit|wrote)\s*:\s*$",
        r"^\s*_{20,}\s*$",
    )
)
BEGINS_LONG = re.compile(r"^\s*(le|on)\s.{6,}$", re.IGNORECASE)
ENDS_LONG = re.compile(r"(a écrit|wrote)\s*:\s*$", re.IGNORECASE)
FROM = re.compile(r"^\s*\*?(de|from)\s*:\*?\s*\S", re.IGNORECASE)
SENT = re.compile(r"^\s*\*?(envoyé|date|sent|à|to|objet|subject)\s*:", re.IGNORECASE)
SIGNATURE = re.compile(
    r"^(--\s*|(envoyé|sent) (de|depuis|à partir d[e’']|from) (mon|my|un|outlook|l['’]application).{0,60})$",
    re.IGNORECASE,
)


def _starts_quote(lines: list[str], at: int) -> bool:
    line = lines[at]
    if any(heading.match(line) for heading in HEADINGS):
        return True
    after = lines[at + 1 : at + 4]
    if FROM.match(line) and sum(bool(SENT.match(next_line)) for next_line in after) >= 2:
        return True
    # « Le lun. 23 nov. 2026 à 09:12, Collège … <…> » broken over two or three lines
    return bool(BEGINS_LONG.match(line)) and any(ENDS_LONG.search(next_line) for next_line in after[:2])


def _above(lines: list[str]) -> list[str]:
    for at in range(len(lines)):
        if _starts_quote(lines, at):
            return lines[:at]
    return lines


def _unsigned(lines: list[str]) -> list[str]:
    for at, line in enumerate(lines):
        if SIGNATURE.match(line) and at > 0:
            return lines[:at]
    return lines


def new_text(text: str) -> str:
    """The lines the sender wrote; the whole text when nothing would be left."""
    lines = text.split("\n")
    for candidate in (_unsigned(_above(lines)), _unsigned(lines)):
        kept = "\n".join(line for line in candidate if not line.lstrip().startswith(">")).strip()
        if kept:
            return kept
    return text.strip()
