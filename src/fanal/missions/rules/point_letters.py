"""What is written about a point: once to the head, all its lines in one mail; once back, with the answers."""

from collections.abc import Sequence

from fanal.core.text.french import counted
from fanal.helpdesk.rules.letters import Words
from fanal.missions.rules.point import PointAnswer


def sent(week: str, lines: Sequence[str], author: str) -> Words:
    count = counted(len(lines), "ligne vous attend", "lignes vous attendent")
    listed = "\n".join(f"{rank}. {text}" for rank, text in enumerate(lines, 1))
    return Words(
        f"Point de la semaine : {count}",
        f"Bonjour,\n\n{author} vous propose le point de la {week} :\n\n{listed}\n\n"
        "Répondez à chaque ligne d’un geste : « D’accord », « Non » ou « En parler ».",
        f"{author} vous propose {counted(len(lines), 'ligne')} : à vous d’y répondre.",
    )


def answered(week: str, lines: Sequence[tuple[str, str, str]], left: int) -> Words:
    """`lines`: the line, the answer’s code, the head’s word."""
    listed = "\n".join(
        f"- {text} : {PointAnswer(answer).label}" + (f" ({word})" if word else "")
        for text, answer, word in lines
    )
    rest = f"\n\nSans réponse encore : {counted(left, 'ligne')}." if left else ""
    count = counted(len(lines), "réponse")
    return Words(
        f"Point de la semaine : {count}",
        f"Bonjour,\n\nRéponses au point de la {week} :\n\n{listed}{rest}",
        f"{count} au point de la {week}.",
    )
