"""The pupils and classes of the demonstration: two files like those of the rentrée, brought as a school does."""

from contextlib import closing
from datetime import date, datetime, time, timedelta
from html import escape

from django.utils import timezone

from fanal.accounts.members import system
from fanal.accounts.models import Person, School
from fanal.accounts.roles import System
from fanal.accounts.rules.years import SchoolYear, year_of
from fanal.core.registry import STORY, offer
from fanal.core.story import Story
from fanal.core.tenancy import scope
from fanal.directory.actions.imports import apply_people, deposit_people
from fanal.directory.given import read_given

BY = system(System.SETUP)
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
        family, given = FAMILY[rank * 7 % len(FAMILY)], GIVEN[(rank * 11 + rank // len(FAMILY)) % len(GIVEN)]
        pupils.append(
            f'<ELEVE ELEVE_ID="{1000 + rank}"><NOM_DE_FAMILLE>{escape(family.upper())}</NOM_DE_FAMILLE>'
            f"<PRENOM>{escape(given)}</PRENOM><DATE_NAISS>{born:%d/%m/%Y}</DATE_NAISS>"
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
    for rank, one in enumerate(teachers):
        led = CLASSES[rank] if rank < len(CLASSES) else ""
        people.append(
            f'<INDIVIDU ID="{200 + rank}" TYPE="epp"><CIVILITE>{2 if one.civility == "Mme" else 1}</CIVILITE>'
            f"<NOM_USAGE>{escape(one.family_name.upper())}</NOM_USAGE><PRENOM>{escape(one.given_name)}</PRENOM>"
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


def _bring(school: School, text: str, name: str, day: date) -> None:
    now = timezone.make_aware(datetime.combine(day, time(9, 10)))
    given = read_given(text.encode(), name)
    with closing(given), scope(school):
        made = deposit_people(school, given, today=day, now=now, by=BY)
        apply_people(made, shown=made.root, are_departures_true=False, today=day, now=now, by=BY)


@offer(STORY, 27)
def fill_classes(story: Story) -> None:
    """Six hundred pupils in twenty-four classes, and who teaches them; a few pupils next door."""
    year = year_of(story.today)
    day = max(year.starts_on + timedelta(days=2), story.today - timedelta(days=60))
    day = min(day, story.today)
    _bring(
        story.school, siecle_of(story.school.uai, year, len(CLASSES) * A_CLASS), "ElevesSansAdresses.xml", day
    )
    _bring(
        story.school,
        sts_of(story.school.uai, year, story.teachers),
        f"sts_emp_{story.school.uai}_{year.first}.xml",
        day,
    )
    for other in story.others[:1]:
        _bring(other, siecle_of(other.uai, year, 2 * A_CLASS), "ElevesSansAdresses.xml", day)
