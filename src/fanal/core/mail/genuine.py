"""Did this mail really leave from its sender's domain?

RFC 8601: our own mail server writes `Authentication-Results` above everything it received, under its own
name. Only its first line counts: those below came with the mail, and anyone may write them. Pure.
"""

import re
from collections.abc import Iterable

# Whoever sends chooses the local part of smtp.mailfrom, and what a comment repeats of it:
# « "x@dep.fr"@pirate.fr », « "; dmarc=pass header.from=dep.fr; "@pirate.fr ». Quoted strings and comments
# prove nothing.
CHOSEN_BY_SENDER = re.compile(r'"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.)*\)')
LONGEST_LINE = 4096  # characters; servers write a few hundred
RESULT = re.compile(r"\s*(spf|dkim|dmarc)\s*=\s*pass(?![\w-])(.*)", re.IGNORECASE | re.DOTALL)
DOMAIN = {
    "spf": re.compile(r"(?<!\S)smtp\.mailfrom\s*=\s*(?:[^\s;]*@)?([\w.-]+)(?!\S)", re.IGNORECASE),
    "dkim": re.compile(r"(?<!\S)header\.(?:d|i)\s*=\s*(?:[^\s;]*@)?([\w.-]+)(?!\S)", re.IGNORECASE),
    "dmarc": re.compile(r"(?<!\S)header\.from\s*=\s*(?:[^\s;]*@)?([\w.-]+)(?!\S)", re.IGNORECASE),
}


def _is_aligned(domain: str, sender: str) -> bool:
    """The same domain, or one above it."""
    return sender == domain or sender.endswith(f".{domain}")


def _without_words_of_sender(line: str) -> str:
    """Comments may hold comments: the innermost goes first. Unbalanced or too long, it proves nothing."""
    line = line if len(line) <= LONGEST_LINE else ""
    while (plain := CHOSEN_BY_SENDER.sub(_blank, line)) != line:
        line = plain
    return "" if set(line) & set('"()') else line


def _blank(match: re.Match[str]) -> str:
    return " " if match[0].startswith("(") else "_"


def is_genuine(results: Iterable[str], *, server: str, sender: str) -> bool:
    """Whether `server` (its authserv-id) vouches for the domain of `sender`; yes when no server is set."""
    if not server:
        return True
    domain = sender.rpartition("@")[2].lower()
    ours = (line for line in results if line.split(";")[0].split()[:1] == [server])
    vouched = next(ours, "")
    for result in map(RESULT.fullmatch, _without_words_of_sender(vouched).split(";")):
        match = DOMAIN[result[1].lower()].search(result[2]) if result else None
        if match and domain and _is_aligned(match[1].lower().rstrip("."), domain):
            return True
    return False
