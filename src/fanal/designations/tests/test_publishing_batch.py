"""Verified § 8: four signed acts are published by one press, not by two each."""

from datetime import timedelta

import pytest

from fanal.accounts.models.roles import Role
from fanal.core.errors import RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.designations.actions import acts as actions
from fanal.designations.models import Designation
from fanal.designations.rules.designations import Act, awaits_publishing
from fanal.designations.rules.signing import batch_publishing_refusals
from fanal.designations.testing import NEXT, TODAY, signed
from fanal.designations.tests.act_pages import act_for, by, day, head, teacher, url

__all__ = ["day", "head", "teacher"]
pytestmark = pytest.mark.clock(TODAY)
KEY = "k" * 24
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
POSTED = {"published_on": TODAY.isoformat(), "published_where": "Salle des personnels", "key": KEY}


def test_what_is_signed_not_over_and_not_published_waits():
    act = Act("signed", TODAY, NEXT)
    assert awaits_publishing(act, None, TODAY)
    assert not awaits_publishing(act, TODAY, TODAY)
    assert not awaits_publishing(Act("awaiting", TODAY, NEXT), None, TODAY)
    assert not awaits_publishing(Act("signed", TODAY, NEXT, revoked_on=TODAY), None, TODAY)
    assert not awaits_publishing(act, None, NEXT + timedelta(days=1))


def test_the_acts_signed_after_that_day_are_named():
    both = [(1, YESTERDAY), (2, TODAY)]
    assert batch_publishing_refusals(TODAY, signed=both, today=TODAY) == []
    (reason,) = batch_publishing_refusals(YESTERDAY, signed=both, today=TODAY)
    assert "n° 2 (signé" in reason
    assert "n° 1" not in reason
    assert "à venir" in batch_publishing_refusals(TOMORROW, signed=both, today=TODAY)[0]


@pytest.fixture
def four(school, head, teacher):
    made = []
    for _ in range(4):
        act = act_for(school, head, teacher)
        with scope(school):
            made.append(signed(school, act, by(head, Role.HEAD)))
    return made


def published(school):
    with scope(school):
        rows = Designation.objects.for_school(school).order_by("number")
        return [(act.published_on, act.published_where) for act in rows]


def test_verified_8_the_publication_of_four_acts_is_noted_by_one_press(school, head, four):
    listed = url("act_list", school)
    assert "Noter la publication du lot" in words_of(head.get(listed).text)
    press = POSTED | {"acte": [act.number for act in four]}
    for _ in range(2):
        assert head.post(url("act_publish_batch", school), press).url == listed
    assert published(school) == [(TODAY, "Salle des personnels")] * 4
    said = words_of(head.get(listed).text)
    assert "notée pour 4 actes" in said
    assert "Noter la publication" not in said
    with scope(school):
        assert JournalEntry.objects.filter(verb="online_services.act_published").count() == 4


def test_an_act_published_meanwhile_keeps_its_day(school, head, four):
    own = {"published_on": TODAY, "published_where": "Site"}
    with scope(school):
        actions.publish(four[0], own, today=TODAY, by=by(head, Role.HEAD))
        numbers = [act.number for act in four[:2]]
        batch = {"published_on": TODAY, "published_where": "Panneau"}
        assert actions.publish_batch(school, numbers, batch, today=TODAY, by=by(head, Role.HEAD)) == 1
        early = batch | {"published_on": YESTERDAY}
        with pytest.raises(RuleBroken, match="n° 3"):
            actions.publish_batch(school, [3, 4], early, today=TODAY, by=by(head, Role.HEAD))
    assert [where for _, where in published(school)] == ["Site", "Panneau", "", ""]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"published_on": TOMORROW.isoformat()}, "à venir"),
        ({"published_where": ""}, "Dites où l’acte est publié"),
        ({"published_on": "31/02/2026"}, "date"),
    ],
)
def test_what_is_refused_says_why_and_stays_typed(school, head, four, typed, said):
    press = POSTED | {"acte": [act.number for act in four], "published_where": "Panneau du hall"} | typed
    answer = head.post(url("act_publish_batch", school), press)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert typed.get("published_where", "Panneau du hall") in answer.text
    assert published(school) == [(None, "")] * 4


def test_a_teacher_notes_nothing_and_is_offered_nothing(school, teacher, four):
    assert "Noter la publication" not in teacher.get(url("act_list", school)).text
    press = POSTED | {"acte": [four[0].number]}
    assert teacher.post(url("act_publish_batch", school), press).status_code == 403
    assert published(school) == [(None, "")] * 4
