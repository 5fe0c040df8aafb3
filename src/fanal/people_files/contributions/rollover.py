"""What becomes of pupils, classes and groups when the year ends."""

from django.db.models import Exists, F, OuterRef, QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.rollover import YEAR_ROLLOVER, Fate, RolloverItem
from fanal.accounts.reading.school_years import year_query
from fanal.core.http.addresses import address
from fanal.core.imports.models import Import
from fanal.core.registry import register
from fanal.directory.models import Enrolment, Pupil, SchoolClass, TeachingGroup
from fanal.directory.models.pupil import here_until_summer
from fanal.people_files.actions.imports import KIND
from fanal.year.rules.years import SchoolYear


@register(YEAR_ROLLOVER, "people_files")
def pupils_and_classes(school: School, ending: SchoolYear, opening: SchoolYear) -> list[RolloverItem]:
    uai, old, new = school.uai, year_query(ending), year_query(opening)
    classes, groups = SchoolClass.objects.for_school(school), TeachingGroup.objects.for_school(school)
    enrolled = Enrolment.objects.for_school(school)
    bring, listed = address("people_files:import_start", uai), address("directory:class_list", uai)
    tables = Import.objects.for_school(school).filter(kind=KIND, stage=Import.Stage.APPLIED)
    return [
        RolloverItem(
            Fate.CLOSED,
            f"élève de {ending} absent des nouveaux fichiers, et pas noté parti",
            f"élèves de {ending} absents des nouveaux fichiers, et pas notés partis",
            _missing(school, ending, opening),
            address("directory:pupil_list", uai) + old,
            needs=enrolled.filter(school_year=opening.label),
            otherwise=f"Qui ne revient pas : connu quand les élèves de {opening} seront importés.",
            code="absents",
            each=lambda pupil: (
                f"{pupil.family_name} {pupil.given_name}",
                pupil.class_code,
                address("directory:pupil_page", uai, pupil.pk) + old,
            ),
        ),
        RolloverItem(
            Fate.RENEWED,
            f"classe de {opening} déjà là",
            f"classes de {opening} déjà là",
            classes.filter(school_year=opening.label),
            listed + new,
            needs=classes.filter(school_year=opening.label),
            otherwise=f"Classes et groupes : ils viennent avec les fichiers de {opening}.",
        ),
        RolloverItem(
            Fate.RENEWED,
            "tableau importé dont les colonnes sont retenues",
            "tableaux importés dont les colonnes sont retenues",
            tables.exclude(columns=[]),
            bring,
            "Le même export, l’an prochain, retrouvera ses colonnes.",
        ),
        RolloverItem(
            Fate.ARCHIVED,
            f"classe de {ending}",
            f"classes de {ending}",
            classes.filter(school_year=ending.label),
            listed + old,
        ),
        RolloverItem(
            Fate.ARCHIVED,
            f"groupe de {ending}",
            f"groupes de {ending}",
            groups.filter(school_year=ending.label),
            listed + old,
        ),
        RolloverItem(
            Fate.ARCHIVED,
            f"inscription d’élève en {ending}",
            f"inscriptions d’élèves en {ending}",
            enrolled.filter(
                here_until_summer(ending.lessons_end_on, ending.lessons_end_on, "pupil__"),
                school_year=ending.label,
            ),
            address("directory:pupil_list", uai) + old,
            "La fiche de qui est parti s’efface trois mois après ; le nombre reste.",
        ),
    ]


def _missing(school: School, ending: SchoolYear, opening: SchoolYear) -> QuerySet[Pupil]:
    """With their class of the year that ends."""
    again = Enrolment.objects.for_school(school).filter(pupil=OuterRef("pk"), school_year=opening.label)
    rows = Pupil.objects.for_school(school).staying().of_year(ending, ending.ends_on).exclude(Exists(again))
    return rows.annotate(class_code=F("enrolments__class_code")).by_name()
