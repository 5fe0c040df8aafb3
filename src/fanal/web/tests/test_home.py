"""What the first line of the home page counts."""

import pytest
from django.urls import reverse

from fanal.core.cards import HomeTask
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
    ("lines", "title", "panel"),
    [
        ([True, True, False], "deux choses à décider", "À décider, à suivre"),
        ([True, True, True], "trois choses à décider", "À décider"),
        ([True, False, False], "", "À décider, à suivre"),
    ],
)
def test_the_head_reads_how_many_things_they_decide_themselves(head, school, tasks, lines, title, panel):
    """A survey, a colleague who waits for help, the decision of the owner: none is the head's to decide."""
    tasks(*lines)
    said = words_of(head.get(reverse("web:home", args=[school.uai])).text)
    assert ("choses à décider" in said) == bool(title)
    assert title in said
    assert f"{panel} Ligne 1" in said
