"""What a school exports of its people and classes comes back as the same (issue 12, part 6)."""

import random
from datetime import date

import pytest

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Delegated, Role
from fanal.accounts.tests.factories import member_of
from fanal.core.errors import RuleBroken
from fanal.core.imports.models import Import
from fanal.core.tenancy import scope
from fanal.directory.models import Enrolment, Pupil, SchoolClass, SourceRecord, StaffYear, TeachingGroup
from fanal.people_files.tests.importing import TODAY, Importer, full, pupil
from fanal.people_files.tests.own_tables import BY_NAME, YEAR, brought_back, taken_out

FORMS = ("csv", "xlsx", "ods")
pytestmark = pytest.mark.clock(TODAY)
# Leading zeros, formulas, quotes, separators, accents, ligatures, apostrophes, numbers that are words.
NAMES = ["=1+1", "+33", "-Luc", "@nom", "0042", 'O"Brien; fils', "L’Œuvre", "d'Été", "'=2", "Ÿ É, ç", "1E5"]


def fill(school) -> None:
    """A school with every sort of value; call inside its scope."""
    for place, name in enumerate(NAMES):
        imported = Pupil.objects.create(
            school=school,
            family_name=name,
            given_name="Zoé" if place % 2 else "=Max",
            born=date(2013, 1 + place % 12, 28) if place % 3 else None,
            left_on=date(2026, 12, 20) if place == 4 else None,
        )
        Enrolment.objects.create(
            school=school,
            pupil=imported,
            school_year=YEAR.label,
            class_code="06" if place % 2 else "=6A",
            level="01001001211",
            groups=["6 LATIN, GR1", "=G", "0012"][: place % 4],
        )
    namesake = {"family_name": "Martin", "given_name": "Léa", "school": school}
    for code in ("06", "=6A"):  # told apart by their class alone
        Enrolment.objects.create(
            school=school, pupil=Pupil.objects.create(**namesake), school_year=YEAR.label, class_code=code
        )
    for place, name in enumerate(NAMES):
        person = Person.objects.create(
            school=school,
            family_name=name,
            given_name="Élise",
            civility=("Mme", "M.", "")[place % 3],
            email=f"Adresse.{place}@Ecole.invalid" if place % 4 else "",
            job='=Techno; "bois"' if place % 2 else "",
        )
        if place % 3:
            StaffYear.objects.create(
                school=school,
                person=person,
                school_year=YEAR.label,
                functions=["DOC", "ENS"][: place % 3],
                classes=["06", "=6A"][: place % 2 + 1],
                groups=["6 LATIN, GR1"][: place % 2],
                heads=["06"][: place % 2],
                subjects=["030201", "=M"][: place % 3],
            )
    SchoolClass.objects.create(
        school=school, school_year=YEAR.label, code="=6A", label="Sixième « A »; bis", levels=["01", "02"]
    )
    SchoolClass.objects.create(school=school, school_year=YEAR.label, code="06", label="")
    TeachingGroup.objects.create(
        school=school, school_year=YEAR.label, code="6 LATIN, GR1", label="-Latin", classes=["06", "=6A"]
    )
    for code in ("=G", "0012"):
        TeachingGroup.objects.create(school=school, school_year=YEAR.label, code=code)


def everything(school) -> dict[str, list]:
    """Field by field, what the tables are about."""
    pupils = [
        (
            row.pupil.family_name,
            row.pupil.given_name,
            row.pupil.born,
            row.pupil.left_on,
            row.class_code,
            row.level,
            sorted(row.groups),
        )
        for row in Enrolment.objects.for_school(school).select_related("pupil")
    ]
    staff = []
    for person in Person.objects.for_school(school).exclude(family_name__in=["Importe", "Ailleurs"]):
        work = StaffYear.objects.for_school(school).filter(person=person).first() or StaffYear()
        lists = (work.functions, work.classes, work.groups, work.heads, work.subjects)
        words = (person.family_name, person.given_name, person.civility, person.email.lower(), person.job)
        staff.append((*words, *(sorted(codes) for codes in lists)))
    classes = SchoolClass.objects.for_school(school).values_list("school_year", "code", "label", "levels")
    groups = TeachingGroup.objects.for_school(school).values_list("school_year", "code", "label", "classes")
    return {
        name: sorted(map(repr, rows))
        for name, rows in {"pupils": pupils, "staff": staff, "classes": classes, "groups": groups}.items()
    }


def effects(imported: Import) -> tuple[int, int, int, int]:
    return imported.created, imported.changed, imported.gone, imported.refused


@pytest.fixture
def filled(importer, school):
    with scope(school):
        Person.objects.for_school(school).update(family_name="Importe")
        fill(school)
    return importer


@pytest.fixture
def empty(elsewhere):
    """The référent of a school where nobody is yet."""
    with scope(elsewhere):
        lead = member_of(elsewhere, Role.DIGITAL_LEAD)
        Person.objects.for_school(elsewhere).update(family_name="Ailleurs")
    roles = frozenset({Role.DIGITAL_LEAD, *Delegated})
    return Importer(
        elsewhere, Actor(f"person:{lead.person_id}", "Référent", roles, elsewhere.pk, lead.person_id)
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", BY_NAME)
@pytest.mark.django_db
def test_an_export_brought_back_changes_nothing(filled, school, name, form):
    with scope(school):
        before = everything(school)
    imported = brought_back(filled, taken_out(filled, name, form), form)
    assert effects(imported) == (0, 0, 0, 0)
    assert imported.unchanged == imported.read > 0
    filled.apply(imported)
    with scope(school):
        assert everything(school) == before
        assert not SourceRecord.objects.for_school(school).exists()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.django_db
def test_an_export_makes_the_same_people_in_an_empty_school(filled, empty, school, form):
    for name in BY_NAME:
        content = taken_out(filled, name, form)
        imported = brought_back(empty, content, form)
        assert imported.refused == 0
        empty.apply(imported)
        again = brought_back(empty, content, form)
        assert effects(again) == (0, 0, 0, 0)
    with scope(school):
        here = everything(school)
    with scope(empty.school):
        there = everything(empty.school)
    assert {name: rows for name, rows in there.items() if rows != here[name]} == {}


@pytest.mark.django_db
def test_a_corrected_line_is_the_only_change(filled, school):
    content = taken_out(filled, "eleves", "csv").decode("utf-8-sig")
    lines = content.splitlines(keepends=True)
    random.Random(1).shuffle(rest := lines[1:])
    changed = next(place for place, line in enumerate(rest) if '"L’Œuvre"' in line)
    rest[changed] = rest[changed].replace('"=Max"', '"Maxime"').replace('"\'=Max"', '"Maxime"')
    imported = brought_back(filled, "".join([lines[0], *rest]).encode(), "csv")
    assert effects(imported) == (0, 1, 0, 0)
    (line,) = filled.lines(imported, "changed")
    assert (line.before["given_name"], line.after["given_name"]) == ("=Max", "Maxime")
    filled.apply(imported)
    with scope(school):
        assert Pupil.objects.for_school(school).get(family_name="L’Œuvre").given_name == "Maxime"


@pytest.mark.django_db
def test_a_corrected_card_is_written_as_it_is_shown_and_an_emptied_cell_takes_nothing(filled, school):
    content = taken_out(filled, "personnels", "csv").decode("utf-8-sig")
    for was, corrected in (
        ("'+33", "Trente"),
        ('\'=Techno; "bois"', "Musique"),
        ("Adresse.1@Ecole.invalid", "un@ecole.invalid"),
        ("Adresse.2@Ecole.invalid", ""),
    ):
        content = content.replace(was.replace('"', '""'), corrected, 1)
    imported = brought_back(filled, content.encode(), "csv")
    assert effects(imported) == (0, 1, 0, 0)
    (line,) = filled.lines(imported, "changed")
    assert (line.before["family_name"], line.after["family_name"]) == ("+33", "Trente")
    filled.apply(imported)
    with scope(school):
        person = Person.objects.for_school(school).get(family_name="Trente")
        assert (person.email, person.job) == (line.after["email"], line.after["job"])
        assert (person.email, person.job) == ("un@ecole.invalid", "Musique")
        assert Person.objects.for_school(school).filter(email="Adresse.2@Ecole.invalid").exists()


@pytest.mark.django_db
def test_a_line_taken_out_of_the_table_makes_nobody_leave(filled, school):
    lines = taken_out(filled, "eleves", "csv").decode("utf-8-sig").splitlines(keepends=True)
    imported = brought_back(filled, "".join(lines[:3]).encode(), "csv")
    assert effects(imported) == (0, 0, 0, 0)


@pytest.mark.django_db
def test_an_import_of_our_own_export_keeps_nobody_here_for_ever(importer, school):
    """A pupil that the directory no longer names leaves, though our own table named them once."""
    importer.bring(full(school, pupil(1), pupil(2)))
    content = taken_out(importer, "eleves", "csv").decode("utf-8-sig").replace('"6A"', '"6B"')
    importer.apply(brought_back(importer, content.encode(), "csv"))
    importer.bring(full(school, pupil(1)), are_departures_true=True)
    with scope(school):
        assert [gone.family_name for gone in Pupil.objects.for_school(school).gone(TODAY)] == ["NOM2"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("2013-02-28", "31/02/2013"), "n’est pas une date"),
        (('"\'+33"', '""'), "pas de nom"),
        (("adresse.1@ecole.invalid", "adresse.2@ecole.invalid"), "déjà celle de quelqu’un d’autre"),
        (("adresse.1@ecole.invalid", "pas une adresse"), "n’est pas une adresse"),
        (("DOC", "D" * 41), "trop long"),
    ],
)
@pytest.mark.django_db
def test_a_line_that_cannot_be_read_is_refused_alone(filled, change, reason):
    name = "eleves" if "date" in reason or "nom" in reason else "personnels"
    content = taken_out(filled, name, "csv").decode("utf-8-sig").replace("Adresse.", "adresse.")
    content = content.replace("@Ecole", "@ecole").replace(*change, 1)
    imported = brought_back(filled, content.encode(), "csv")
    assert effects(imported) == (0, 0, 0, 1)
    (line,) = filled.lines(imported, "refused")
    assert reason in line.reasons[0]
    assert imported.read == imported.unchanged + 1


@pytest.mark.django_db
def test_our_table_never_writes_the_card_of_somebody_above(filled, school):
    """verified.md S1, by this way too: an address that an import set let a référent become deputy."""
    with scope(school):
        head = member_of(school, Role.HEAD).person
        Person.objects.filter(pk=head.pk).update(email="", family_name="Importe")
    number = f"{school.uai}-P{head.pk}"
    lines = taken_out(filled, "personnels", "csv").decode("utf-8-sig").splitlines(keepends=True)
    place = next(place for place, line in enumerate(lines) if number in line)
    cells = lines[place].split(";")
    cells[4] = '"moi@ailleurs.invalid"'
    imported = brought_back(filled, "".join([lines[0], ";".join(cells)]).encode(), "csv")
    (line,) = filled.lines(imported, "changed")
    assert line.cells["is_withheld"]
    assert line.before == line.after
    filled.apply(imported)
    with scope(school):
        assert Person.objects.get(pk=head.pk).email == ""


@pytest.mark.django_db
def test_the_same_number_twice_is_refused_once(filled):
    lines = taken_out(filled, "eleves", "csv").decode("utf-8-sig").splitlines(keepends=True)
    imported = brought_back(filled, "".join([*lines[:3], lines[2]]).encode(), "csv")
    assert effects(imported) == (0, 0, 0, 1)


@pytest.mark.django_db
def test_the_number_of_another_school_means_nobody_here(filled, empty, school):
    """A forged number never reaches the row of a neighbour."""
    content = taken_out(filled, "eleves", "csv").decode("utf-8-sig")
    forged = content.replace(school.uai, empty.school.uai)
    imported = brought_back(empty, forged.encode(), "csv")
    assert (imported.created, imported.changed) == (len(NAMES) + 2, 0)


@pytest.mark.django_db
def test_a_table_of_last_year_is_refused(filled):
    old = taken_out(filled, "eleves", "csv").decode("utf-8-sig").replace(YEAR.label, "2025-2026")
    with pytest.raises(RuleBroken, match="de l’année 2025-2026"):
        brought_back(filled, old.encode(), "csv")
    mixed = taken_out(filled, "eleves", "csv").decode("utf-8-sig").replace(YEAR.label, "2025-2026", 1)
    with pytest.raises(RuleBroken, match="plusieurs années"):
        brought_back(filled, mixed.encode(), "csv")
