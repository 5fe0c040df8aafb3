"""Last year's table of actions: read, planned, applied, undone."""

import pytest

from fanal.accounts.tests.factories import PersonFactory
from fanal.core.errors import RuleBroken
from fanal.core.imports.models import Import
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.steering.actions import action as action_actions
from fanal.steering.actions.undo import undo_import
from fanal.steering.models import Objective, ProjectAction
from fanal.steering.tests.conftest import TABLE, TODAY, acted, adopted, applied, begun, brought, planned, url

pytestmark = pytest.mark.clock(TODAY)


def test_last_year_s_table_becomes_axes_objectives_and_actions(lead, school, digital_lead):
    """Issue point 1: import of last year's table of actions; the lines that cannot be read are said."""
    with scope(school):
        ada = PersonFactory(school=school, given_name="Ada", family_name="Hamel")
        begun(school, digital_lead)
    imported = brought(lead, school)
    page = words_of(lead.get(url(school, "import_page", imported.number)).text)
    assert "Importer 2 actions" in page
    assert "n’est pas une date" in page
    applied(lead, school, imported)
    with scope(school):
        rows = list(ProjectAction.objects.for_school(school).in_order())
        assert [(row.title, row.objective.number, row.owner_label) for row in rows] == [
            ("Acheter des écrans", "1.1", "Ada Hamel"),
            ("Poser des prises", "1.1", "Agents"),
        ]
        assert (rows[0].owner_id, rows[0].budget_cents, rows[0].state) == (ada.pk, 480_000, "running")
    again = brought(lead, school)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 2)


def test_an_import_is_undone_but_for_what_somebody_touched(lead, school, digital_lead):
    with scope(school):
        draft = begun(school, digital_lead)
        (objective,) = planned(draft, digital_lead, "Salles", axis="Équiper")
        acted(objective, digital_lead, title="Poser des prises", ends_on=None)
    imported = brought(lead, school)
    assert (imported.created, imported.changed, imported.refused) == (1, 1, 1)
    applied(lead, school, imported)
    page = lead.post(url(school, "import_undo", imported.number), follow=True)
    assert "1 action retirée, 1 remise comme avant" in words_of(page.text)
    with scope(school):
        row = ProjectAction.objects.for_school(school).get()
        assert (row.title, row.ends_on, row.owner_words) == ("Poser des prises", None, "")
    other = brought(lead, school)
    applied(lead, school, other)
    with scope(school):
        made = ProjectAction.objects.for_school(school).get(title="Acheter des écrans")
        made = (
            ProjectAction.objects.for_school(school)
            .select_related("objective__axis__version")
            .get(pk=made.pk)
        )
        action_actions.advance_action(made, "running", "Vu", today=TODAY, by=digital_lead)
    page = lead.post(url(school, "import_undo", other.number), follow=True)
    assert "1 action touchée depuis" in words_of(page.text)


def test_nothing_is_undone_in_a_version_in_force(lead, school, boss, digital_lead):
    with scope(school):
        draft = begun(school, digital_lead)
    imported = brought(lead, school)
    applied(lead, school, imported)
    with scope(school):
        adopted(draft, boss)
        imported.refresh_from_db()
        with pytest.raises(RuleBroken, match="ne changent plus"):
            undo_import(imported, now=imported.applied_at, by=digital_lead)
    refused = lead.post(url(school, "import_undo", imported.number))
    assert refused.status_code == 422


def test_what_an_import_made_alone_goes_with_it(lead, school, digital_lead):
    with scope(school):
        begun(school, digital_lead)
    imported = brought(lead, school)
    applied(lead, school, imported)
    lead.post(url(school, "import_undo", imported.number))
    with scope(school):
        assert not Objective.objects.for_school(school).exists()


def test_what_is_applied_is_what_was_shown(lead, school, digital_lead):
    with scope(school):
        draft = begun(school, digital_lead)
    imported = brought(lead, school)
    with scope(school):
        (objective,) = planned(draft, digital_lead, "Salles", axis="Équiper")
        acted(objective, digital_lead, title="Poser des prises")
    page = applied(lead, school, imported)
    assert "rien n’a été importé" in words_of(page.text)
    with scope(school):
        assert ProjectAction.objects.for_school(school).count() == 1


def test_without_a_draft_nothing_is_imported(lead, school):
    assert "il n’y en a pas" in words_of(lead.get(url(school, "import_start")).text)
    refused = lead.post(url(school, "import_start"), {"pasted": TABLE})
    assert refused.status_code == 422
    assert "Aucune version n’est en préparation" in words_of(refused.text)


def test_the_columns_that_count_are_asked_for(lead, school, digital_lead):
    with scope(school):
        begun(school, digital_lead)
    lead.post(url(school, "import_start"), {"pasted": "Quoi;Comment\na;b\n"})
    with scope(school):
        imported = Import.objects.for_school(school).get()
    refused = lead.post(url(school, "import_columns", imported.number), {})
    assert "Indiquez la colonne « Axe », « Objectif », « Action »" in words_of(refused.text)


def test_what_is_exported_is_read_again_without_a_change(lead, school, boss, digital_lead):
    with scope(school):
        draft = begun(school, digital_lead)
        (objective,) = planned(draft, digital_lead, "Former")
        acted(objective, digital_lead)
    answer = lead.get(url(school, "project_export", draft.pk, "csv"))
    table = read_table(b"".join(answer.streaming_content), "actions.csv")
    text = "\n".join(";".join(row) for row in [table.headers, *table.rows])
    imported = brought(lead, school, text)
    assert (imported.read, imported.unchanged) == (1, 1)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (";01/01/2026", "La fin est avant le début que garde le projet (01/09/2026)"),
        ("01/07/2027;", "Le début est après la fin que garde le projet (30/06/2027)"),
    ],
)
def test_a_day_that_contradicts_the_one_kept_is_to_be_corrected(lead, school, digital_lead, cells, reason):
    """A table often holds one of the two days: the other is that of the action which is there already."""
    with scope(school):
        (objective,) = planned(begun(school, digital_lead), digital_lead, "Salles", axis="Équiper")
        acted(objective, digital_lead, title="Poser des prises")
    text = f"Axe;Objectif;Action;Début;Fin\nÉquiper;Salles;Poser des prises;{cells}\n;;Autre;;\n"
    imported = brought(lead, school, text)
    assert (imported.created, imported.refused) == (1, 1)
    assert reason in words_of(lead.get(url(school, "import_page", imported.number)).text)
    assert applied(lead, school, imported).status_code == 200


def test_an_action_that_begins_like_a_sum_is_read_and_a_sum_is_said(lead, school, digital_lead):
    """Merged cells leave the axis of the next lines empty: « 30 tablettes » is alone there, and no total."""
    with scope(school):
        begun(school, digital_lead)
    titles = ["Acheter", "30 tablettes", "Nombre de licences à acheter", "Total des achats", "Somme versée"]
    lines = "".join(f";;{title};;;12 000;\n" for title in titles).replace(";;", "Équiper;Salles;", 1)
    text = TABLE.splitlines()[0] + f"\n{lines}TOTAL;;;;;48 000;\n;;Sous-total;;;5;\n"
    imported = brought(lead, school, text)
    assert (imported.created, imported.refused) == (5, 0)
    page = words_of(lead.get(url(school, "import_page", imported.number)).text)
    assert "2 lignes laissées de côté" in page
    assert "ligne 7 : TOTAL · 48 000" in page
    assert "ligne 8 : Sous-total · 5" in page


def test_a_sum_under_a_repeated_axis_is_left_out_and_never_budgeted_twice(lead, school, digital_lead):
    """Each line says its axis and its objective again, « Total » stands in the column of actions."""
    with scope(school):
        begun(school, digital_lead)
    text = (
        "Axe;Objectif;Action;Responsable;Fin;Budget\n"
        "Équiper;Salles;Acheter des écrans;Agents;30/06/2027;100 €\n"
        "Équiper;Salles;Poser des prises;;;200 €\n"
        "Équiper;Salles;Total;;;300 €\n"
        ";Total de l’objectif;;;;300 €\n"
        ";;Total de l’axe;;;300 €\n"
        "Total axe 2;;;;;0\n"
        "Former;ENT;Total des licences à renouveler;Agents;30/06/2027;50 €\n"
        "Total matériel;;;;;300 €\n"
        "Cumul;;;;;350 €\n"
    )
    imported = brought(lead, school, text)
    assert (imported.created, imported.refused, len(imported.skipped)) == (3, 0, 6)
    applied(lead, school, imported)
    with scope(school):
        rows = list(ProjectAction.objects.for_school(school).in_order())
        assert sum(row.budget_cents for row in rows) == 35_000
        assert rows[-1].title == "Total des licences à renouveler"
        assert {row.objective.title for row in rows} == {"Salles", "ENT"}


def test_a_sort_of_action_that_is_unknown_is_said(lead, school, digital_lead):
    with scope(school):
        begun(school, digital_lead)
    lines = "Équiper;Salles;Brasser;zzz\n;;Acheter;Achat\n;;Ranger;Autre\n;;Fêter;\n"
    imported = brought(lead, school, "Axe;Objectif;Action;Type\n" + lines)
    page = words_of(lead.get(url(school, "import_page", imported.number)).text)
    assert "« zzz » n’est pas une sorte d’action connue : ce sera « Autre »" in page
    assert page.count("sorte d’action connue") == 1
