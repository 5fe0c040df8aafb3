"""Presences noted by two people from two pages: neither loses what the other noted."""

import re

import pytest

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.commission.actions.minutes import record_presences
from fanal.commission.models import MeetingPresence
from fanal.commission.tests.conftest import TODAY, approved, held, outsider, seated, url
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import scope

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def sitting(school, boss, colleague):
    """A meeting with two members and nothing noted: it, and the keys of both."""
    with scope(school):
        keys = [seated(school, boss, person=colleague).pk, outsider(school, boss).pk]
        made = held(school, boss, colleague)
        record_presences(made, {}, by=boss)
        return made, *keys


def noted(meeting) -> dict[int, str]:
    with scope(meeting.school_id):
        rows = MeetingPresence.objects.for_school(meeting.school_id).filter(meeting=meeting)
        return dict(rows.values_list("member", "attended"))


def test_an_older_page_does_not_blank_what_another_noted(school, boss, sitting):
    made, ada, nadia = sitting
    with scope(school):
        record_presences(made, {ada: "present", nadia: ""}, shown={}, by=boss)
        record_presences(made, {ada: "", nadia: "excused"}, shown={}, by=boss)
    assert noted(made) == {ada: "present", nadia: "excused"}


def test_two_answers_for_one_member_are_a_conflict_that_is_said(school, boss, colleague, sitting):
    made, ada, nadia = sitting
    with scope(school):
        record_presences(made, {ada: "present"}, shown={}, by=boss)
        with pytest.raises(RuleBroken, match=f"Pour {colleague}, .* vient de noter « Présent »"):
            record_presences(made, {ada: "absent", nadia: "present"}, shown={}, by=boss)
        record_presences(made, {ada: "absent"}, shown={ada: "present"}, by=boss)
    assert noted(made) == {ada: "absent"}


def test_a_member_whom_the_page_did_not_show_keeps_what_is_noted(school, boss, sitting):
    made, ada, nadia = sitting
    with scope(school):
        third = seated(school, boss, person=PersonFactory(school=school)).pk
        record_presences(made, {third: "present"}, shown={}, by=boss)
        record_presences(made, {ada: "present", nadia: ""}, shown={}, by=boss)
    assert noted(made) == {ada: "present", third: "present"}


def hidden(text: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(s\d+)" value="(\w*)"', text))


def test_the_page_says_the_conflict_and_keeps_the_choices(school, client_of, sitting):
    """By the pages: the choice stays, over what is noted now; pressed again, it is kept."""
    made, ada, nadia = sitting
    lead, head = client_of(school, Role.DIGITAL_LEAD), client_of(school, Role.HEAD)
    address, page = url(school, "presences_write", made.number), url(school, "meeting_page", made.number)
    old = hidden(head.get(page).text)
    assert old == {f"s{ada}": "", f"s{nadia}": ""}
    lead.post(address, old | {f"m{ada}": "present", f"m{nadia}": "present"})
    answer = head.post(address, old | {f"m{ada}": "absent", f"m{nadia}": ""})
    assert answer.status_code == 422
    assert "vient de noter" in answer.text
    assert hidden(answer.text) == {f"s{ada}": "present", f"s{nadia}": "present"}
    chosen = re.findall(r'<option value="(\w*)" selected', answer.text)
    assert {"absent", "present"} <= {*chosen}
    head.post(address, hidden(answer.text) | {f"m{ada}": "absent", f"m{nadia}": "present"})
    assert noted(made) == {ada: "absent", nadia: "present"}


def test_presences_sent_from_before_the_approval_are_refused(head, school, boss, colleague):
    """A tab of before: the minutes name who came, and change no more."""
    with scope(school):
        seated(school, boss, person=colleague)
        principal = actor_of(head.membership.person, Role.HEAD)
        made = approved(school, boss, principal, colleague)
        before = noted(made)
    answer = head.post(url(school, "presences_write", made.number), {"m1": "absent"})
    assert answer.status_code == 403
    assert noted(made) == before
