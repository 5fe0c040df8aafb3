"""Only what can be seen is counted as a change, and questions of one kind are answered at once."""

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.directory.models import Enrolment, Pupil, SourceRecord
from fanal.people_files.reading.imports import effects_of
from fanal.people_files.tests.importing import TODAY, full, pupil
from fanal.people_files.tests.previewing import bring_table, check, counts

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]
HEAD = "Nom;Prénom;Né le;Classe\n"
THREE = "".join(f"NOM{number};Zoé;31/12/2013;6A\n" for number in (1, 2, 3))


def test_whoever_is_recognised_and_stays_the_same_is_no_change(importer, school):
    """Foreign files, November 2026: « 599 modifications » without one difference to be seen."""
    importer.bring(full(school, *(pupil(number) for number in (1, 2, 3))))
    imported = check(
        importer, bring_table(importer, HEAD + THREE.replace("NOM2;Zoé;31/12/2013;6A", "NOM2;Zoé;;6B"))
    )
    assert (counts(imported), imported.unchanged, imported.refused) == ((0, 0, 0), 2, 1)
    with scope(school):
        assert SourceRecord.objects.for_school(school).filter(source="table").count() == 2
    assert imported.creations["recognised"] == 2
    assert counts(bring_table(importer, HEAD + THREE.replace("NOM2", "NOM1", 0))) == (0, 0, 0)


def test_a_list_that_only_recognises_can_be_applied(importer, client_of, school):
    importer.bring(full(school, pupil(1)))
    imported = bring_table(importer, f"{HEAD}NOM1;Zoé;31/12/2013;6A\n")
    page = client_of(school, Role.DIGITAL_LEAD).get(
        reverse("people_files:import_page", args=[school.uai, imported.number])
    )
    assert "Une fiche est reconnue et ne change pas" in page.text.replace("\u00a0", " ")
    assert "Ce fichier ne change rien" not in page.text


def test_somebody_written_into_the_year_is_said_so(importer, school):
    with scope(school):
        Pupil.objects.create(school=school, family_name="NOM1", given_name="Zoé", born="2013-12-31")
    imported = bring_table(importer, "Nom;Prénom;Né le\nNOM1;Zoé;31/12/2013\n")
    (line,) = importer.lines(imported, "changed")
    with scope(school):
        (effect,) = effects_of([line], imported)
    assert effect.note == "Sera dans les listes de 2026-2027."
    importer.apply(imported)
    with scope(school):
        assert Enrolment.objects.for_school(school).get().school_year == "2026-2027"


@pytest.mark.parametrize("choice", ["same", "new"])
def test_one_press_answers_all_questions_of_one_kind(importer, client_of, school, choice):
    """Foreign files, November 2026: 600 questions asked one by one."""
    importer.bring(full(school, *(pupil(number) for number in range(1, 31)), pupil(31, sn="NOM1")))
    rows = "".join(f"NOM{number};Zoé;6B\n" for number in range(1, 31))
    imported = bring_table(importer, f"Nom;Prénom;Classe\n{rows}", is_complete=False)
    assert imported.refused == 30
    page, browser = (
        reverse("people_files:import_page", args=[school.uai, imported.number]),
        client_of(school, Role.DIGITAL_LEAD),
    )
    text = browser.get(page).text.replace("\u00a0", " ")
    assert "30 fiches (élèves) portent le nom d’une personne connue." in text
    assert "Ce sont les mêmes personnes (29 fiches)" in text
    fields = {"kind": "pupil", "question": "name", "choice": choice}
    answer = browser.post(
        reverse("people_files:import_decide_all", args=[school.uai, imported.number]), fields
    )
    assert answer.url == page
    with scope(school):
        imported.refresh_from_db()
    assert (imported.created, imported.changed, imported.refused) == (
        (0, 29, 1) if choice == "same" else (30, 0, 0)
    )
    importer.apply(imported)
    with scope(school):
        assert Pupil.objects.for_school(school).count() == (31 if choice == "same" else 61)


def test_a_press_that_answers_nothing_says_why(importer, client_of, school):
    twins = (pupil(number, sn="NOM1", ENTPersonDateNaissance=f"0{number}/01/2013") for number in (1, 2))
    importer.bring(full(school, *twins))
    imported = bring_table(importer, "Nom;Prénom;Classe\nNOM1;Zoé;6B\nNOM1;Zoé;6C\n", is_complete=False)
    address = reverse("people_files:import_decide_all", args=[school.uai, imported.number])
    browser = client_of(school, Role.DIGITAL_LEAD)
    for choice, sentence in (("same", "décidez une à une"), ("x", "n’attend pas de décision")):
        answer = browser.post(address, {"kind": "pupil", "question": "name", "choice": choice})
        assert answer.status_code == 422
        assert sentence in answer.text


def test_homonyms_are_told_apart_by_their_class_and_birth(importer, school):
    """Foreign files, November 2026: « C’est Zoé NOM1 », twice."""
    importer.bring(full(school, pupil(1), pupil(2, sn="NOM1", klass="6B")))
    imported = bring_table(importer, f"{HEAD}NOM1;Zoé;31/12/2013;6C\n", is_complete=False)
    with scope(school):
        (effect,) = effects_of(importer.lines(imported, "refused"), imported)
    assert [words for _, words in effect.candidates] == [
        "Zoé NOM1 (6A, 31/12/2013)",
        "Zoé NOM1 (6B, 31/12/2013)",
    ]
    assert effect.detail == "6C · 31/12/2013 · ligne 2"
