"""What is written to somebody whose agreement a proposal waits for (R3)? No amount, and no pressure."""

from collections.abc import Sequence

from fanal.core.text.french import counted
from fanal.helpdesk.rules.letters import Words


def agreement_asked(missions: Sequence[str], year: str, author: str) -> Words:
    """`missions`: those that wait for the same person."""
    count = counted(len(missions), "mission particulière", "missions particulières")
    listed = "\n".join(f"- {mission}" for mission in missions)
    return Words(
        f"Votre accord est demandé : {count}",
        f"Bonjour,\n\n{author} vous propose pour {year} :\n\n{listed}\n\n"
        "Rien n’est décidé sans votre accord. Lisez ce qui vous est proposé, puis répondez « Je suis "
        "d’accord » ou « Je ne suis pas d’accord ».",
        f"{author} attend votre réponse : {count}.",
    )
