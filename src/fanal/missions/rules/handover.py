"""What may be written to a successor? Words, never a secret. Pure: no Django."""

from fanal.missions.rules.secrets import REFUSED, looks_like

LONGEST_NOTE = 4000


def note_refusals(text: str) -> list[str]:
    """Why this note cannot be kept; an empty one takes it away."""
    if len(text) > LONGEST_NOTE:
        return [f"La note dépasse {LONGEST_NOTE} caractères : gardez ce qui ne se lit nulle part ailleurs."]
    why = next(filter(None, (looks_like(line) for line in text.splitlines())), "")
    return [REFUSED.format(why=why)] if why else []
