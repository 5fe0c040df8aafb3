"""What the first line of the home page counts."""

import pytest
from django.urls import reverse
from lxml import html

from fanal.core.pages.cards import HomeTask
from fanal.core.testing import words_of
from fanal.web import views


@pytest.fixture
def tasks(monkeypatch):
    def given(*are_decisions):
        lines = [
            HomeTask(f"Ligne {rank}", "/", "Voir", is_decision=one) for rank, one in enumerate(are_decisions)
        ]
        monkeypatch.setattr(views, "tasks_of", lambda member, today: lines)

    return given


@pytest.mark.parametrize(
    ("lines", "title", "panels"),
    [
        ([True, True, False], "deux choses à décider", ["À décider aussi", "À suivre"]),
        ([True, True, True], "trois choses à décider", ["À décider aussi"]),
        ([True, False, False], "", ["À suivre"]),
        ([False, True, True], "deux choses à décider", ["À décider"]),
    ],
)
def test_the_head_reads_how_many_things_they_decide_themselves(head, school, tasks, lines, title, panels):
    """A survey, a colleague who waits for help, the decision of the owner: none is the head's to decide.

    Newcomer of December, second sitting, 16: « neuf choses à décider » above thirteen lines and an alert.
    """
    tasks(*lines)
    text = head.get(reverse("web:home", args=[school.uai])).text
    assert ("choses à décider" in words_of(text)) == bool(title)
    assert title in words_of(text)
    page = html.fromstring(text)
    lists = [ul for ul in page.xpath("//main//ul[@class='todo']") if "Ligne" in ul.text_content()]
    above = [str(ul.xpath("preceding::h2[1]")[0].text_content()).strip() for ul in lists]
    assert above == panels
    marked = len(page.xpath("//main//section[contains(@class, 'lit')]//p[contains(., 'À décider')]"))
    decided = [ul for ul, over in zip(lists, above, strict=True) if over.startswith("À décider")]
    assert marked + sum(len(ul.xpath("./li")) for ul in decided) == sum(lines)
