"""What is said when the store of the files does not answer, refuses us, or is full."""

from fanal.core.files.recognise import RefusedFile

UNAVAILABLE = "Le stockage des fichiers ne répond pas : ce fichier n’a pas été gardé. Réessayez plus tard."
NOT_READ = "Le stockage des fichiers ne répond pas : ce fichier ne peut pas être lu. Réessayez plus tard."
OF_ANOTHER = (
    "Le stockage des fichiers est celui d’une autre installation : rien n’y est lu ni gardé. Prévenez la "
    "personne qui administre Fanal."
)


class StoreUnavailable(RefusedFile):
    """A form says it beside its file, and keeps the rest of what was typed; a page is answered by 503."""

    def __init__(self, sentence: str = UNAVAILABLE) -> None:
        super().__init__(sentence)


class StoreOfAnother(StoreUnavailable):
    """The bucket holds the files of another installation, whose schools have the same numbers."""

    def __init__(self) -> None:
        super().__init__(OF_ANOTHER)
