"""What is an address of mail? Said here once, for forms, files and commands. Pure."""

import re

EMAIL = re.compile(r"[^@\s;,<>()\x00-\x1f\x7f]+@[^@\s;,<>()\x00-\x1f\x7f]+\.[^@\s;,<>()\x00-\x1f\x7f]+")
LONGEST_EMAIL = 254


def is_address(text: str) -> bool:
    """One address of mail, and one only: « a@b.fr, c@d.fr » is none."""
    return len(text) <= LONGEST_EMAIL and EMAIL.fullmatch(text) is not None
