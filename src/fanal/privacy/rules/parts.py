"""Several retentions, recipients or processors typed in one box, a line each: « quoi : précision ». Pure."""

from fanal.privacy.rules.codes import ProcessingPartKind

MOST, LONGEST_WHAT, LONGEST_DETAIL = 30, 160, 300
HINTS = {
    ProcessingPartKind.RETENTION: "Une par ligne, par exemple « Absences : un an ».",
    ProcessingPartKind.INSIDE: "Un par ligne, par exemple « Vie scolaire ».",
    ProcessingPartKind.OUTSIDE: "Un par ligne, par exemple « Rectorat : examens ».",
    ProcessingPartKind.PROCESSOR: "Un par ligne, par exemple « Éditeur : hébergement, contrat de 2025 ».",
    ProcessingPartKind.TRANSFER: "Un par ligne : le pays, puis la garantie.",
}


def parts_of(text: str) -> list[tuple[str, str]]:
    """Pairs (what, detail); empty lines and repeated lines aside."""
    lines = (line.strip(" -•\t") for line in text.splitlines())
    pairs = []
    for line in dict.fromkeys(line for line in lines if line):
        what, _, detail = line.partition(":")
        pairs.append((what.strip(), detail.strip()))
    return pairs


def text_of(pairs: list[tuple[str, str]]) -> str:
    """The box again."""
    return "\n".join(f"{what} : {detail}" if detail else what for what, detail in pairs)


def refusals(kind: ProcessingPartKind, pairs: list[tuple[str, str]]) -> list[str]:
    """Why these lines cannot be kept."""
    reasons = []
    if len(pairs) > MOST:
        reasons.append(f"« {kind.label} » : {MOST} lignes au plus.")
    for what, detail in pairs:
        if not what:
            reasons.append(f"« {kind.label} » : une ligne commence par « : », dites d’abord quoi ou qui.")
        elif len(what) > LONGEST_WHAT or len(detail) > LONGEST_DETAIL:
            reasons.append(
                f"« {kind.label} », la ligne « {what[:40]}… » : {LONGEST_WHAT} signes au plus avant « : », "
                f"{LONGEST_DETAIL} après."
            )
    return reasons
