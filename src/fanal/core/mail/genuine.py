"""Did this mail really leave from its sender's domain?

RFC 8601: our own mail server writes `Authentication-Results` above everything it received, under its own
name. Only its first line counts: those below came with the mail, and anyone may write them. Pure.
"""

import re
from collections.abc import Iterable

RESULT = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*pass\b([^;]*)", re.IGNORECASE)
DOMAIN = {
    "spf": re.compile(r"smtp\.mailfrom\s*=\s*\"?(?:[^\s;@\"]*@)?([\w.-]+)", re.IGNORECASE),
    "dkim": re.compile(r"header\.(?:d|i)\s*=\s*\"?(?:[^\s;@\"]*@)?([\w.-]+)", re.IGNORECASE),
    "dmarc": re.compile(r"header\.from\s*=\s*\"?(?:[^\s;@\"]*@)?([\w.-]+)", re.IGNORECASE),
}


def _is_aligned(domain: str, sender: str) -> bool:
    """The same domain, or one above it."""
    return sender == domain or sender.endswith(f".{domain}")


def is_genuine(results: Iterable[str], *, server: str, sender: str) -> bool:
    """Whether `server` (its authserv-id) vouches for the domain of `sender`; yes when no server is set."""
    if not server:
        return True
    domain = sender.rpartition("@")[2].lower()
    ours = (line for line in results if line.split(";")[0].split()[:1] == [server])
    vouched = next(ours, "")
    for method, properties in RESULT.findall(vouched):
        found = DOMAIN[method.lower()].search(properties)
        if found and domain and _is_aligned(found[1].lower().rstrip("."), domain):
            return True
    return False
