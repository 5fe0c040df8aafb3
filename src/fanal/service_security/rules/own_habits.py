"""What Fanal says of its own habits: second proofs and sessions, in counts and never in names. Pure."""

from dataclasses import dataclass

from fanal.core.text.french import counted


@dataclass(frozen=True)
class OwnProofs:
    """Of those who see other people's data and have a sign-in: how many must prove it twice, how many can."""

    needed: int
    proven: int

    @property
    def missing(self) -> int:
        return self.needed - self.proven

    @property
    def tone(self) -> str:
        return "warn" if self.missing else "ok"

    @property
    def words(self) -> str:
        return f"{self.proven} sur {self.needed}"

    @property
    def says(self) -> str:
        """What is left, for whom: nothing opens without it."""
        if not self.missing:
            return (
                "Tous ceux de l’établissement qui voient les données d’autrui ont la double authentification."
            )
        them = counted(self.missing, "personne de l’établissement n’a", "personnes de l’établissement n’ont")
        return (
            f"{them} pas encore la double authentification. Fanal la demande à la prochaine entrée : "
            "d’ici là, rien ne s’ouvre."
        )


def session_words(days: int, hours: int) -> str:
    return (
        f"{counted(days, 'jour')} sur un appareil connu ; {counted(hours, 'heure')} pour qui voit les "
        "données d’autrui, et une preuve redemandée avant les gestes graves."
    )
