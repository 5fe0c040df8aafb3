"""What may be written to a successor? Words, never a secret. Pure: no Django."""

import re

from fanal.core.text.secret_shapes import REFUSED, looks_like

LONGEST_NOTE = 4000
CUT_AFTER_SIGN = re.compile(r"([:=→])\s+")  # « mdp : », then the password on the next line


def note_refusals(text: str) -> list[str]:
    """Why this note cannot be kept; an empty one takes it away."""
    if len(text) > LONGEST_NOTE:
        return [f"La note dépasse {LONGEST_NOTE} caractères : gardez ce qui ne se lit nulle part ailleurs."]
    lines = CUT_AFTER_SIGN.sub(r"\1 ", text).splitlines()
    why = next(filter(None, map(looks_like, lines)), "")
    return [REFUSED.format(why=why)] if why else []
