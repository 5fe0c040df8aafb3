"""Self-assessment: a grid delivered, one that a table brings, answers that freeze, two years side by side."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.steering.actions import grid as actions
from fanal.steering.models import AssessmentGrid, SelfAssessment
from fanal.steering.rules import delivered_grid
from fanal.steering.tests.conftest import TODAY, url

pytestmark = pytest.mark.clock(TODAY)
TABLE = "Section;Question\nConduire;Un bilan annuel est-il fait ?\n;Une commission se réunit-elle ?\n"


def test_a_grid_is_answered_then_closed_and_never_changes(lead, school):
    """Issue point 1: a self-assessment grid, yes / partly / no."""
    lead.post(url(school, "grid_deliver"))
    with scope(school):
        grid = AssessmentGrid.objects.for_school(school).get()
        items = list(grid.items.order_by("rank"))
    answer = lead.post(url(school, "assessment_begin", grid.pk), follow=True)
    assert "Conduire" in words_of(answer.text)
    with scope(school):
        assessment = SelfAssessment.objects.for_school(school).get()
    sent = {f"question-{items[0].pk}": "yes", f"question-{items[1].pk}": "partly", "conclusion": "Former"}
    page = lead.post(url(school, "assessment_answer", assessment.pk), sent, follow=True)
    assert "1 oui, 1 en partie, 3 sans réponse" in words_of(page.text)
    lead.post(url(school, "assessment_close", assessment.pk))
    refused = lead.post(url(school, "assessment_answer", assessment.pk), {"conclusion": "Autre"})
    assert refused.status_code == 422
    assert "est terminée" in words_of(refused.text)


def test_two_years_stand_side_by_side(lead, school, digital_lead):
    with scope(school):
        grid = actions.add_delivered_grid(school, today=TODAY, by=digital_lead)
        item = grid.items.order_by("rank").first()
        for days, said in ((0, "no"), (300, "yes")):
            day = TODAY + timedelta(days=days)
            made = actions.begin_assessment(grid, today=day, by=digital_lead)
            actions.answer_grid(made, {item.pk: said}, "", by=digital_lead)
            actions.close_assessment(made, today=day, by=digital_lead)
    page = words_of(lead.get(url(school, "assessment_page", made.pk)).text)
    assert "la fois précédente : 1 non" in page


def test_an_answer_to_a_question_of_another_grid_is_kept_nowhere(school, digital_lead):
    with scope(school):
        grid = actions.add_delivered_grid(school, today=TODAY, by=digital_lead)
        other = actions.add_grid(
            school, "Autre", "Nous", delivered_grid.QUESTIONS[:2], today=TODAY, by=digital_lead
        )
        made = actions.begin_assessment(grid, today=TODAY, by=digital_lead)
        foreign = other.items.order_by("rank").first()
        actions.answer_grid(made, {foreign.pk: "yes"}, "", by=digital_lead)
        assert not made.answers.exists()
        with pytest.raises(RuleBroken, match="Aucune question"):
            actions.close_assessment(made, today=TODAY, by=digital_lead)
        assert actions.begin_assessment(grid, today=TODAY, by=digital_lead) == made, "one is open at a time"


def test_a_table_brings_a_grid(lead, school):
    """Issue point 1: importable as data."""
    file = SimpleUploadedFile("grille.csv", TABLE.encode())
    sent = {"name": "Grille de l’académie", "source": "Académie, 2026", "file": file}
    page = lead.post(url(school, "grid_import"), sent, follow=True)
    assert "Grille de l’académie" in words_of(page.text)
    with scope(school):
        grid = AssessmentGrid.objects.for_school(school).get()
        assert [item.section for item in grid.items.order_by("rank")] == ["Conduire", "Conduire"]


@pytest.mark.parametrize(
    "content",
    [
        TABLE.replace("Section;Question", "Sections ;Questions"),
        f"Grille de l’académie;\n;\nVersion de 2026;\n{TABLE}",
        TABLE.replace("Un bilan annuel est-il fait ?", "Nombre de formations par an"),
    ],
)
def test_a_grid_is_known_under_a_title_and_by_headers_in_the_plural(lead, school, content):
    """As the import of actions does; a question that begins like a sum is one."""
    file = SimpleUploadedFile("grille.csv", content.encode())
    lead.post(url(school, "grid_import"), {"name": "Grille", "source": "Académie", "file": file})
    with scope(school):
        grid = AssessmentGrid.objects.for_school(school).get()
        assert [item.section for item in grid.items.order_by("rank")] == ["Conduire", "Conduire"]


def test_a_section_alone_on_its_line_is_no_sum(lead, school):
    content = TABLE + "Nombre de postes;\n;Sont-ils assez nombreux ?\nTotal;\n"
    file = SimpleUploadedFile("grille.csv", content.encode())
    lead.post(url(school, "grid_import"), {"name": "Grille", "source": "Académie", "file": file})
    with scope(school):
        grid = AssessmentGrid.objects.for_school(school).get()
        assert grid.items.get(rank=3).section == "Nombre de postes"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("Nom;Classe\na;b\n", "Il faut deux colonnes"),
        ("Section;Question\n" + "".join(f"A;Question {n}\n" for n in range(300)), "au plus 80"),
        ("", "vide"),
    ],
)
def test_a_table_that_is_no_grid_is_refused_in_words(lead, school, content, reason):
    file = SimpleUploadedFile("grille.csv", content.encode())
    answer = lead.post(url(school, "grid_import"), {"name": "x", "source": "y", "file": file})
    assert answer.status_code == 422
    assert reason in words_of(answer.text)
    bare = lead.post(url(school, "grid_import"), {"name": "x", "source": "y"})
    assert "Choisissez le fichier" in words_of(bare.text)


def test_a_colleague_neither_reads_nor_answers(teacher, school, digital_lead):
    with scope(school):
        grid = actions.add_delivered_grid(school, today=TODAY, by=digital_lead)
    assert teacher.get(url(school, "grid_list")).status_code == 403
    assert teacher.post(url(school, "assessment_begin", grid.pk)).status_code == 403


def test_a_grid_withdrawn_is_answered_no_more(lead, school, digital_lead):
    with scope(school):
        grid = actions.add_delivered_grid(school, today=TODAY, by=digital_lead)
    lead.post(url(school, "grid_offer", grid.pk), {"do": "retirer"})
    refused = lead.post(url(school, "assessment_begin", grid.pk))
    assert "n’est plus proposée" in words_of(refused.text)
