"""What is new in an answer: without the message it quotes, and without its signature. Pure.

The original is kept beside, and always shown folded: a line cut by mistake is never lost. Our own mails begin
with `MARKER`, which every mail program quotes; the other patterns are for what is quoted without it.

Some programs mark each quoted line by « > »: what stands unmarked below is new, and is kept. The others copy
the message without marks below a heading: nothing there can be told apart, and all of it goes.
"""

import re
from collections.abc import Iterator
from itertools import groupby

MARKER = "Répondez au-dessus de cette ligne"
SEARCHED = 1000  # signs of a line; one that is longer was not written by a mail program, and is kept as it is
QUESTION_LINES = 4  # of each quoted question kept above its answer
# Each pattern meets a line without the spaces around it, and goes back over none of it.
COPIES_BELOW = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[-–—_#*\s]*+répondez au[- ]dessus de cette ligne",
        r"-{2,}+\s*(message d['’]origine|message transféré|(mail|message) original|original message"
        r"|forwarded message|message initial)\s*-{2,}",
        r"message du\s?: ?\d|message du \d\d/\d\d/\d\d",
        r"_{20,}$",
    )
)
# « Le lun. 23 nov. 2026 à 09:12, X a écrit : » has a date; « Le principal m’a écrit : » is the sender's own.
BEGINS = re.compile(r"(le|on)\s(?=\D{0,40}\d)", re.IGNORECASE)
ATTRIBUTION = re.compile(r".{6,}(?<![’'])(?<!nous )(?<!vous )(a\s+écrit|wrote)\s?:$", re.IGNORECASE)
LONGEST_ATTRIBUTION = 3  # lines
FROM = re.compile(r"\*?(de|from)\s?:\*?\s*\S", re.IGNORECASE)
SENT = re.compile(r"\*?(envoyé|date|sent|à|a|to|objet|subject)\s?:", re.IGNORECASE)
SIGNATURE = re.compile(
    r"(--|(envoyé|sent) (de|depuis|à partir d[e’']|from) (mon|my|un|outlook|l['’]application).{0,60}"
    r"|(télécharger|get|obtenez) outlook (pour|for) .{0,300})$",
    re.IGNORECASE,
)


def _searched(line: str) -> str:
    return line.strip() if len(line) <= SEARCHED else ""


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _attribution(lines: list[str], at: int) -> int:
    """How many lines « Le lun. 23 nov. 2026 à 09:12, Collège … <…> a écrit : » takes here: 0 to 3."""
    if not BEGINS.match(lines[at]):
        return 0
    longest = min(LONGEST_ATTRIBUTION, len(lines) - at)
    return next((n for n in range(1, longest + 1) if ATTRIBUTION.match(" ".join(lines[at : at + n]))), 0)


def _copies_below(lines: list[str], at: int) -> bool:
    if any(heading.match(lines[at]) for heading in COPIES_BELOW):
        return True
    return bool(FROM.match(lines[at])) and sum(bool(SENT.match(line)) for line in lines[at + 1 : at + 4]) >= 2


def _without_headings(lines: list[str]) -> list[str]:
    """Without the headings of quotations, nor what is copied below one without marks."""
    searched = [_searched(line) for line in lines]
    own_lines: list[str] = []
    at = 0
    while at < len(lines):
        if _copies_below(searched, at):
            break
        if taken := _attribution(searched, at):
            below = next((line for line in lines[at + taken : at + taken + 4] if line.strip()), "")
            if not _is_quoted(below):
                break
            at += taken
            continue
        own_lines.append(lines[at])
        at += 1
    return own_lines


def _unsigned(lines: list[str]) -> list[str]:
    """Without signatures; one ends where a quotation begins."""
    own_lines: list[str] = []
    is_signing = False
    for line in lines:
        is_signing = not _is_quoted(line) and (
            is_signing or bool(own_lines and SIGNATURE.match(_searched(line)))
        )
        if not is_signing:
            own_lines.append(line)
    return own_lines


def _question(lines: list[str]) -> list[str]:
    """The last paragraph of a quoted block: what the answer below it answers."""
    bare = [line.lstrip("> ").strip() for line in lines]
    while bare and not bare[-1]:
        bare.pop()
    begins = max((at + 1 for at, line in enumerate(bare) if not line), default=0)
    return [f"> {line}" for line in bare[begins:][-QUESTION_LINES:]]


def _blocks(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """(is quoted, lines) of what follows one another; empty lines belong to what stands above them."""
    was_quoted = False

    def side(line: str) -> bool:
        nonlocal was_quoted
        was_quoted = _is_quoted(line) if line.strip() else was_quoted
        return was_quoted

    for is_quoted, block in groupby(lines, side):
        yield is_quoted, list(block)


def _without_quotations(lines: list[str]) -> str:
    """What was written; with the questions when answers stand between them."""
    blocks = list(_blocks(lines))
    answered = {at for at, (is_quoted, _) in enumerate(blocks[:-1]) if is_quoted}
    is_between = len(answered) > 1
    own_lines: list[str] = []
    for at, (is_quoted, block) in enumerate(blocks):
        if not is_quoted:
            own_lines += block
        elif is_between and at in answered:
            own_lines += _question(block)
    return "\n".join(own_lines).strip()


def new_text(text: str) -> str:
    """The lines the sender wrote; the whole text when nothing would be left."""
    lines = text.split("\n")
    for candidate in (_unsigned(_without_headings(lines)), _unsigned(lines)):
        if own_text := _without_quotations(candidate):
            return own_text
    return text.strip()
