"""Which fields of a pupil or of the staff may a table fill, and under which headers do people write them?

Headers seen in exports of school-life software, of ENT, of Pix Orga, and in the extractions of SIECLE
(« Prénom 1 », « Code Structure », « Lib. MEF »…). The national number (INE) is no field: a column that holds
it stays aside.
"""

from fanal.core.imports.columns import Field, double_column_problems

FIELDS = (
    Field(
        "family_name",
        "Nom",
        ("nom de famille", "nom élève", "nom du participant", "nom patronymique", "last name"),
    ),
    Field(
        "usual_name",
        "Nom d’usage",
        ("nom usage", "nom usuel"),
        "il passe avant le nom de famille, quand il est rempli",
    ),
    Field(
        "given_name",
        "Prénom",
        (
            "prénom élève",
            "prénom du participant",
            "prénom usuel",
            "premier prénom",
            "prénom 1",
            "first name",
        ),
    ),
    Field(
        "full_name",
        "Nom et prénom",
        ("élève", "nom prénom", "nom, prénom", "nom et prénom de l’élève", "professeur", "enseignant"),
        "dans une seule colonne, le nom en majuscules",
    ),
    Field(
        "born",
        "Date de naissance",
        ("né le", "né(e) le", "naissance", "date naissance", "date naiss.", "ddn"),
    ),
    Field(
        "left_on",
        "Date de sortie",
        ("sortie", "date sortie", "sorti le", "sorti(e) le", "date de fin", "fin de scolarité", "parti le"),
        "passée, la personne est partie ce jour-là ; à venir, l’élève part ce jour-là",
    ),
    Field(
        "class",
        "Classe",
        (
            "division",
            "classe (sco)",
            "code classe",
            "code division",
            "classes",
            "code structure",
            "structure",
            "lib. structure",
            "libellé structure",
            "lib. division",
        ),
    ),
    Field(
        "structure",
        "Type de structure",
        ("type structure",),
        "D pour une classe, G pour un groupe : SIECLE écrit une ligne pour chacun",
    ),
    Field("groups", "Groupes", ("groupe", "groupes d’enseignement"), "séparés par des virgules"),
    Field("level", "Niveau (MEF)", ("mef", "code mef", "formation", "niveau", "lib. mef", "libellé mef")),
    Field("email", "Courriel", ("mail", "e-mail", "email", "adresse e-mail", "adresse électronique", "mél")),
    Field("civility", "Civilité", ("titre", "genre")),
    Field("job", "Fonction ou discipline", ("fonction", "discipline", "matière", "matières")),
    Field(
        "key",
        "Identifiant",
        (
            "id",
            "identifiant externe",
            "identifiant pronote",
            "identifiant ent",
            "uid",
            "n°",
            "identifiant siecle",
            "élève id",
            "num. élève etab",
            "num. élève",
            "elenoet",
        ),
        "le numéro de la personne dans ce fichier, s’il y en a un",
    ),
)
LABELS = {field.code: field.label for field in FIELDS}
NEEDED = "Indiquez la colonne du nom et celle du prénom, ou celle qui tient les deux."


def column_refusals(columns: list[str]) -> list[str]:
    """Why this choice of columns cannot be planned."""
    reasons, chosen = double_column_problems(columns, LABELS), {code for code in columns if code}
    has_both = "given_name" in chosen and chosen & {"family_name", "usual_name"}
    if "full_name" not in chosen and not has_both:
        reasons.append(NEEDED)
    return reasons
