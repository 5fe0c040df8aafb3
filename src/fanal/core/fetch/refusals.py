"""What is said when an address from outside is not visited, or could not be read. Sentences for the user."""


class Unreachable(Exception):
    """Why nothing was read, as one sentence; `kind` names the reason for whoever decides on it."""

    def __init__(self, kind: str, says: str) -> None:
        super().__init__(says)
        self.kind, self.says = kind, says


class Forbidden(Unreachable):
    """Fanal itself refuses to go there: no packet left for that address."""

    def __init__(self, says: str) -> None:
        super().__init__("forbidden", says)


# What went wrong on the way: of the network, never of the guard.
NAME, SILENT, CLOSED, TLS, TOO_LONG, TOO_MANY, STRANGE = (
    "name",
    "silent",
    "closed",
    "tls",
    "too long",
    "too many",
    "strange",
)
EXPIRED, OTHER_NAME, UNTRUSTED = "expired", "other name", "untrusted"
SAYS = {
    NAME: "Ce nom n’existe pas, ou le serveur de noms ne répond pas.",
    SILENT: "Le serveur n’a pas répondu en {seconds} secondes.",
    CLOSED: "Le serveur refuse ou coupe la connexion.",
    TLS: "La connexion chiffrée n’a pas pu s’établir.",
    TOO_LONG: "La réponse dépasse {megabytes} Mo : elle n’est pas lue.",
    TOO_MANY: "L’adresse renvoie ailleurs plus de {redirects} fois.",
    STRANGE: "La réponse n’est pas celle d’un site web.",
    EXPIRED: "Le certificat du site a expiré.",
    OTHER_NAME: "Le certificat du site est au nom d’un autre site.",
    UNTRUSTED: "Le certificat du site n’est signé par aucune autorité connue.",
}


def failed(kind: str, **values: int) -> Unreachable:
    return Unreachable(kind, SAYS[kind].format(**values))
