"""Which columns of an account list may be read, which are never, and which are enough to know people by.

Headers seen in exports of ENT, Pronote, Éléa (Moodle), GAR and Pix Orga; they change from a version to the
next, so each is matched by its words, never by its place.
"""

import re
from collections.abc import Sequence

from fanal.core.imports.columns import Field, double_column_problems

FIELDS = (
    Field(
        "identifier",
        "Identifiant du compte",
        ("id", "identifiant", "id compte", "uid", "identifiant unique", "code", "numéro", "id utilisateur"),
        "celui que le service donne lui-même",
    ),
    Field(
        "login",
        "Login",
        (
            "nom d'utilisateur",
            "username",
            "user name",
            "identifiant de connexion",
            "compte",
            "utilisateur",
            "nom de connexion",
            "alias de connexion",
            "samaccountname",
        ),
    ),
    Field(
        "family_name",
        "Nom",
        ("nom de famille", "nom d'usage", "last name", "lastname", "surname", "nom du participant", "sn"),
    ),
    Field(
        "given_name",
        "Prénom",
        ("prénom usuel", "first name", "firstname", "prénom du participant", "given name", "givenname"),
    ),
    Field(
        "full_name",
        "Nom complet",
        ("nom et prénom", "nom prénom", "prénom nom", "full name", "name", "nom affiché", "display name"),
    ),
    Field(
        "email",
        "Courriel",
        (
            "email",
            "e-mail",
            "mail",
            "adresse mail",
            "adresse de courriel",
            "adresse électronique",
            "adresse e-mail",
            "email address",
            "courriel académique",
        ),
    ),
    Field(
        "class",
        "Classe",
        ("division", "classes", "classe(s)", "groupe classe", "department", "département", "structure"),
    ),
    Field("born", "Date de naissance", ("né le", "née le", "né(e) le", "naissance", "date naissance")),
    Field(
        "profile",
        "Profil",
        (
            "type",
            "rôle",
            "role",
            "fonction",
            "catégorie",
            "type de compte",
            "type d'utilisateur",
            "profils",
            "statut",
        ),
        "élève, enseignant, personnel…",
    ),
    Field(
        "seen",
        "Dernière connexion",
        (
            "dernier accès",
            "dernière visite",
            "dernière activité",
            "last access",
            "last login",
            "lastaccess",
            "lastlogin",
            "date de dernière connexion",
            "derniere cnx",
            "date de l'envoi",
            "date et heure de l'envoi",
        ),
    ),
    Field(
        "admin",
        "Administrateur",
        (
            "admin",
            "est administrateur",
            "is admin",
            "droits d'administration",
            "superviseur",
            "administrateur local",
            "site administrator",
        ),
        "oui ou non",
    ),
    Field(
        "external",
        "Identifiant de l’annuaire",
        (
            "identifiant externe",
            "id externe",
            "external id",
            "externalid",
            "idnumber",
            "numéro d'identification",
            "id siecle",
            "eleve id",
            "elenoet",
            "identifiant aaf",
            "entpersonjointure",
            "jointure",
            "id sts",
            "numéro gep",
            "garpersonidentifiant",
        ),
        "le numéro de SIECLE, de STSWEB, de l’AAF ou du GAR",
    ),
)
LABELS = {field.code: field.label for field in FIELDS}
LONGEST_HEADER = 300  # signs; the time to look for a parenthesis grows with the square of it
PARENTHESIS = re.compile(r"\s*\([^)]*\)\s*$")
NOT_ENOUGH = (
    "Indiquez de quoi reconnaître les personnes : le nom et le prénom, ou le nom complet, ou le courriel, ou "
    "l’identifiant de l’annuaire."
)


def shortened(header: str) -> str:
    """« Date et heure de l'envoi (Europe/Paris) » without what Pix adds, and changes, between parentheses."""
    if len(header) > LONGEST_HEADER:
        return header
    return PARENTHESIS.sub("", header) or header


def refusals(columns: Sequence[str]) -> list[str]:
    """Why this choice of columns says too little, or one thing twice."""
    reasons, chosen = double_column_problems(columns, LABELS), {code for code in columns if code}
    is_enough = {"email", "external", "full_name"} & chosen or {"family_name", "given_name"} <= chosen
    return reasons if is_enough else [*reasons, NOT_ENOUGH]
