"""Two people answer one grid, each on a page of their own: nothing of either is lost."""

import lxml.html
import pytest

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.steering.actions import grid as actions
from fanal.steering.models import SelfAssessment
from fanal.steering.rules.answers import MOST_CLASHES, clash_refusals, merged_answers, shown_in
from fanal.steering.tests.conftest import TODAY, url

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def begun(school, digital_lead):
    """An assessment with its questions."""
    with scope(school):
        grid = actions.add_delivered_grid(school, today=TODAY, by=digital_lead)
        made = actions.begin_assessment(grid, today=TODAY, by=digital_lead)
        return made, list(grid.items.order_by("rank").values_list("pk", flat=True))


@pytest.fixture
def head(client_of, school):
    return client_of(school, Role.HEAD)


def fields_of(answer) -> dict[str, str]:
    """What a browser would send of this page as it stands."""
    forms = lxml.html.fromstring(answer.text).forms
    return dict(max(forms, key=lambda form: len(form.inputs)).form_values())


def kept_of(assessment, school):
    with scope(school):
        row = SelfAssessment.objects.for_school(school).get(pk=assessment.pk)
        return dict(row.answers.values_list("item_id", "answer")), row.conclusion


def test_an_older_page_takes_away_nothing_that_another_person_answered(lead, head, school, begun):
    """The head answers the first half and concludes; the référent answers the second from an older page."""
    assessment, items = begun
    page = url(school, "assessment_answer", assessment.pk)
    first, second = fields_of(lead.get(page)), fields_of(head.get(page))
    half = len(items) // 2
    lead.post(page, first | {f"question-{item}": "yes" for item in items[:half]} | {"conclusion": "Former"})
    answer = head.post(page, second | {f"question-{item}": "no" for item in items[half:]})
    assert answer.status_code == 302
    answers, conclusion = kept_of(assessment, school)
    assert answers == dict.fromkeys(items[:half], "yes") | dict.fromkeys(items[half:], "no")
    assert conclusion == "Former"


def test_two_answers_to_one_question_are_shown_and_the_second_press_decides(lead, head, school, begun):
    assessment, items = begun
    page = url(school, "assessment_answer", assessment.pk)
    first, second = fields_of(lead.get(page)), fields_of(head.get(page))
    mine = {f"question-{item}": "yes" for item in items[:2]}
    lead.post(page, first | mine | {"conclusion": "Former\nles enseignants"})
    other = {f"question-{items[0]}": "no", f"question-{items[3]}": "no", "conclusion": "Équiper"}
    refused = head.post(page, second | other)
    assert refused.status_code == 422
    said = words_of(refused.text)
    assert "quelqu’un a répondu « Oui » pendant que vous répondiez" in said
    assert "Quelqu’un a écrit ce que l’on en retient" in said
    assert kept_of(assessment, school) == (dict.fromkeys(items[:2], "yes"), "Former\nles enseignants")
    again = fields_of(refused)
    assert [again.get(f"question-{item}") for item in items[:4]] == ["no", "yes", None, "no"]
    assert head.post(page, again | {"conclusion": "Former et équiper"}).status_code == 302
    assert kept_of(assessment, school) == (
        {items[0]: "no", items[1]: "yes", items[3]: "no"},
        "Former et équiper",
    )


def test_what_is_sent_without_a_page_erases_nothing(lead, school, begun, digital_lead):
    assessment, items = begun
    with scope(school):
        actions.answer_grid(assessment, {items[0]: "yes"}, "Former", by=digital_lead)
    refused = lead.post(url(school, "assessment_answer", assessment.pk), {"conclusion": "Autre"})
    assert refused.status_code == 422
    assert kept_of(assessment, school) == ({items[0]: "yes"}, "Former")


def test_an_answer_is_changed_by_whoever_saw_it(lead, school, begun):
    assessment, items = begun
    page = url(school, "assessment_answer", assessment.pk)
    for said in ("yes", "partly"):
        lead.post(page, fields_of(lead.get(page)) | {f"question-{items[0]}": said, "conclusion": said})
    assert kept_of(assessment, school) == ({items[0]: "partly"}, "partly")


def test_what_a_form_brings_back_is_read_whatever_it_holds():
    assert shown_in("").answers == {}
    assert shown_in("5f 12:yes x:no 13").answers == {12: "yes", 13: ""}
    assert merged_answers({1: ""}, {1: "yes"}, {1: "yes"}).changes == {1: ""}
    clashes = clash_refusals({f"Question {n}": "yes" for n in range(MOST_CLASHES + 2)}, "")
    assert len(clashes) == MOST_CLASHES + 2
