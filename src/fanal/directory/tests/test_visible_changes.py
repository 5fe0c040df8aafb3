"""Only what can be seen is counted as a change, and questions of one kind are answered at once."""

import pytest
from django.urls import reverse

from fanal.accounts.roles import Role
from fanal.core.tenancy import scope
from fanal.directory.models import Enrolment, Known, Pupil
from fanal.directory.reading.imports import effects_of
from fanal.directory.tests.importing import TODAY, full, pupil
from fanal.directory.tests.previewing import bring_table, check, counts

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]
HEAD = "Nom;Prénom;Né le;Classe\n"
THREE = "".join(f"NOM{number};Zoé;31/12/2013;6A\n" for number in (1, 2, 3))


def test_whoever_is_recognised_and_stays_the_same_is_no_change(importer, school):
    """Foreign files, November 2026: « 599 modifications » without one difference to be seen."""
    importer.bring(full(school, *(pupil(number) for number in (1, 2, 3))))
    made = check(
        importer, bring_table(importer, HEAD + THREE.replace("NOM2;Zoé;31/12/2013;6A", "NOM2;Zoé;;6B"))
    )
    assert (counts(made), made.unchanged, made.refused) == ((0, 0, 0), 2, 1)
    with scope(school):
        assert Known.objects.for_school(school).filter(source="table").count() == 2
    assert made.creations["recognised"] == 2
    assert counts(bring_table(importer, HEAD + THREE.replace("NOM2", "NOM1", 0))) == (0, 0, 0)


def test_a_list_that_only_recognises_can_be_applied(importer, client_of, school):
    importer.bring(full(school, pupil(1)))
    made = bring_table(importer, f"{HEAD}NOM1;Zoé;31/12/2013;6A\n")
    page = client_of(school, Role.DIGITAL_LEAD).get(
        reverse("directory:import_page", args=[school.uai, made.number])
    )
    assert "Une fiche est reconnue et ne change pas" in page.text.replace("\u00a0", " ")
    assert "Ce fichier ne change rien" not in page.text


def test_somebody_written_into_the_year_is_said_so(importer, school):
    with scope(school):
        Pupil.objects.create(school=school, family_name="NOM1", given_name="Zoé", born="2013-12-31")
    made = bring_table(importer, "Nom;Prénom;Né le\nNOM1;Zoé;31/12/2013\n")
    (line,) = importer.lines(made, "changed")
    with scope(school):
        (effect,) = effects_of([line], made)
    assert effect.note == "Sera dans les listes de 2026-2027."
    importer.apply(made)
    with scope(school):
        assert Enrolment.objects.for_school(school).get().school_year == "2026-2027"
