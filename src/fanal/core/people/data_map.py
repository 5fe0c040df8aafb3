"""The data map: what each model keeps about people, why, and for how long (RGPD art. 5 and 30)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DataMap:
    """`category` is the kind of personal data, `none` when there is none.

    `secrets`: the columns that open something, or from which what opens it is made. They never leave.
    """

    purpose: str
    category: str
    retention: str
    secrets: tuple[str, ...] = ()


# The tables that libraries bring. « none »: ids, names of rights and of jobs only.
OF_LIBRARIES = {
    "sessions.Session": DataMap("rester connecté", "numéro de compte", "30 jours au plus"),
    "account.EmailAddress": DataMap("se connecter", "adresse", "avec le compte"),
    "account.EmailConfirmation": DataMap("confirmer une adresse", "none", "avec le compte"),
    "mfa.Authenticator": DataMap("prouver deux fois qui l’on est", "secret chiffré", "avec le compte"),
    "usersessions.UserSession": DataMap(
        "voir et fermer ses connexions", "adresse IP, navigateur", "avec la connexion"
    ),
    "auth.Permission": DataMap("exigé par Django, inutilisé", "none", "vide"),
    "auth.Group": DataMap("exigé par Django, inutilisé", "none", "vide"),
    "auth.Group_permissions": DataMap("exigé par Django, inutilisé", "none", "vide"),
    "contenttypes.ContentType": DataMap("exigé par Django", "none", "vie de l’installation"),
    "procrastinate.ProcrastinateWorker": DataMap("faire le travail de fond", "none", "vie du processus"),
    "procrastinate.ProcrastinateJob": DataMap("faire le travail de fond", "none", "7 jours, 90 en échec"),
    "procrastinate.ProcrastinateEvent": DataMap("faire le travail de fond", "none", "avec le travail"),
    "procrastinate.ProcrastinatePeriodicDefer": DataMap(
        "faire le travail de fond", "none", "une ligne par tâche"
    ),
}
