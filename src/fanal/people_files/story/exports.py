"""The files of the demonstration's rentrée, as SIECLE, STSWEB and the academic directory write them."""

from datetime import date, timedelta
from html import escape

from fanal.accounts.models import Person
from fanal.year.rules.years import SchoolYear

CLASSES = [f"{level}{letter}" for level in (6, 5, 4, 3) for letter in "ABCDEF"]
A_CLASS = 25
LEVELS = {"6": "10010012110", "5": "10110001110", "4": "10210001110", "3": "10310019110"}
GIVEN = (
    "Adam Aïcha Alice Amine Anaïs Antoine Camille Chloé Clément Diego Élise Emma Enzo Fatou Gabin Hana Hugo Inès "
    "Jade Jules Kenza Léa Léo Lina Louis Lucie Maël Manon Mathis Mehdi Naïm Nina Noé Océane Paul Rose Sacha Sofia "
    "Théo Yanis Zoé"
).split()
FAMILY = (
    "Adjani Barbier Benoît Caron Chevalier Da Costa Diallo Dupuis Fabre Faure Fontaine Garnier Girard Gonzalez "
    "Haddad Henry Joly Kaya Lambert Leclerc Lefèvre Lemaire Lopez Masson Mathieu Mercier Meunier Morel Nguyen "
    "Nicolas Œuvrard Olivier Perez Petit Pires Rey Rivière Robin Roche Rolland Roy Sanchez Simon Traoré Vidal"
).split()
SUBJECTS = ("020700", "061300", "043700", "030201", "062900", "100100", "090100")


def siecle_of(uai: str, year: SchoolYear, count: int) -> str:
    """An export of SIECLE with `count` invented pupils, in classes of twenty-five."""
    pupils, places = [], []
    for rank in range(count):
        code = CLASSES[rank // A_CLASS % len(CLASSES)]
        born = date(year.first - 17 + int(code[0]), 1, 1) + timedelta(days=(rank * 37) % 365)
        family_name, given_name = (
            FAMILY[rank * 7 % len(FAMILY)],
            GIVEN[(rank * 11 + rank // len(FAMILY)) % len(GIVEN)],
        )
        pupils.append(
            f'<ELEVE ELEVE_ID="{1000 + rank}"><NOM_DE_FAMILLE>{escape(family_name.upper())}</NOM_DE_FAMILLE>'
            f"<PRENOM>{escape(given_name)}</PRENOM><DATE_NAISS>{born:%d/%m/%Y}</DATE_NAISS>"
            f"<CODE_MEF>{LEVELS[code[0]]}</CODE_MEF></ELEVE>"
        )
        groups = [code, *([f"{code[0]}LATIN"] if rank % 9 == 0 else [])]
        places.append(
            f'<STRUCTURES_ELEVE ELEVE_ID="{1000 + rank}">'
            + "".join(
                f"<STRUCTURE><CODE_STRUCTURE>{name}</CODE_STRUCTURE>"
                f"<TYPE_STRUCTURE>{'D' if name == code else 'G'}</TYPE_STRUCTURE></STRUCTURE>"
                for name in groups
            )
            + "</STRUCTURES_ELEVE>"
        )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><BEE_ELEVES VERSION="3.1"><PARAMETRES><UAJ>{uai}</UAJ>'
        f"<ANNEE_SCOLAIRE>{year.first}</ANNEE_SCOLAIRE></PARAMETRES><DONNEES><ELEVES>{''.join(pupils)}</ELEVES>"
        f"<STRUCTURES>{''.join(places)}</STRUCTURES></DONNEES></BEE_ELEVES>"
    )


def sts_of(uai: str, year: SchoolYear, teachers: list[Person]) -> str:
    """An export of STSWEB: each teacher in a few classes, one « professeur principal » a class."""
    people, divisions = [], []
    for rank, teacher in enumerate(teachers):
        led = CLASSES[rank] if rank < len(CLASSES) else ""
        people.append(
            f'<INDIVIDU ID="{200 + rank}" TYPE="epp"><CIVILITE>{2 if teacher.civility == "Mme" else 1}</CIVILITE>'
            f"<NOM_USAGE>{escape(teacher.family_name.upper())}</NOM_USAGE><PRENOM>{escape(teacher.given_name)}</PRENOM>"
            f"<FONCTION>ENS</FONCTION><PROFS_PRINC><PROF_PRINC><CODE_STRUCTURE>{led}</CODE_STRUCTURE>"
            "</PROF_PRINC></PROFS_PRINC></INDIVIDU>"
        )
    for place, code in enumerate(CLASSES):
        services = "".join(
            f'<SERVICE CODE_MATIERE="{subject}"><ENSEIGNANTS><ENSEIGNANT ID="{200 + (place * 2 + rank * 7) % len(teachers)}"'
            f' TYPE="epp"/></ENSEIGNANTS></SERVICE>'
            for rank, subject in enumerate(SUBJECTS)
        )
        divisions.append(
            f'<DIVISION CODE="{code}"><LIBELLE_LONG>{code[0]}e {code[1]}</LIBELLE_LONG><SERVICES>{services}</SERVICES>'
            f'<MEFS_APPARTENANCE><MEF CODE="{LEVELS[code[0]]}"/></MEFS_APPARTENANCE></DIVISION>'
        )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><STS_EDT><PARAMETRES><UAJ CODE="{uai}"/>'
        f'<ANNEE_SCOLAIRE ANNEE="{year.first}"/></PARAMETRES><DONNEES><INDIVIDUS>{"".join(people)}</INDIVIDUS>'
        f"<STRUCTURE><DIVISIONS>{''.join(divisions)}</DIVISIONS></STRUCTURE></DONNEES></STS_EDT>"
    )


def aaf_of(uai: str, year: SchoolYear, pupil: tuple[str, str, str, str]) -> str:
    """An academic directory with one pupil (name, given name, birth date, class), spelt in its own way."""
    family_name, given_name, born, code = pupil
    entries = [
        (
            "EtabEducNat",
            "43",
            {"ENTStructureUAI": uai, "ENTStructureNomCourant": "CLG$SIMONE VEIL$SAINT-AUBIN"},
        ),
        (
            "Eleve",
            "5",
            {
                "sn": family_name,
                "givenName": given_name,
                "ENTPersonDateNaissance": born,
                "ENTPersonStructRattach": "43",
                "ENTEleveClasses": f"43${code}",
            },
        ),
    ]
    requests = "".join(
        f'<addRequest><operationalAttributes><attr name="categoriePersonne"><value>{category}</value></attr></operationalAttributes>'
        f"<identifier><id>{key}</id></identifier><attributes>"
        + "".join(
            f'<attr name="{name}"><value>{escape(value)}</value></attr>' for name, value in values.items()
        )
        + "</attributes></addRequest>"
        for category, key, values in entries
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><ficAlimMENESR><!-- codeAcademieExport="99" -->{requests}</ficAlimMENESR>'
