"""How far a reading is, in words. Pure."""

WAITING = "Le fichier attend son tour : un seul se lit à la fois."
PREPARING = "Le fichier est lu : Fanal prépare l’aperçu."


def progress_words(state: str, lines: int, total: int | None) -> str:
    """« 12 000 lignes lues sur 50 000 »; without the whole where nobody knows it."""
    if state == "waiting":
        return WAITING
    if state == "preparing":
        return PREPARING
    read = f"{grouped(lines)} {'ligne lue' if lines < 2 else 'lignes lues'}"
    return f"{read} sur {grouped(total)}" if total else read


def grouped(number: int) -> str:
    """« 50 000 »: by threes, with spaces that do not part."""
    return f"{number:,}".replace(",", "\u202f")
