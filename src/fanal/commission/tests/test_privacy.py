"""What time takes of the commission: names of outsiders after a year, meetings after five."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.commission.models import CommissionMember, Meeting, MeetingDecision
from fanal.commission.privacy import NAMES
from fanal.commission.tests.conftest import TODAY, approved, outsider, seated, url
from fanal.core.retention.removal import keep_no_longer
from fanal.core.tenancy import scope
from fanal.privacy.tests.papers import let_papers_go

pytestmark = pytest.mark.clock(TODAY)


def test_the_name_and_address_of_an_outsider_go_a_year_after(school, boss, colleague):
    """« Outsiders' names and addresses gone by a term »; who sits for the school stays."""
    with scope(school):
        gone = outsider(school, boss, ends_on=date(2026, 11, 30))
        stays = seated(school, boss, person=colleague)
    keep_no_longer(timezone.now() + timedelta(days=360))
    with scope(school):
        assert CommissionMember.objects.for_school(school).get(pk=gone.pk).name == "Nadia Keller"
    keep_no_longer(timezone.now() + timedelta(days=372))
    with scope(school):
        row = CommissionMember.objects.for_school(school).get(pk=gone.pk)
        assert (row.name, row.email, str(row)) == ("", "", "Ancien membre")
        assert CommissionMember.objects.for_school(school).get(pk=stays.pk).person == colleague


def test_meetings_go_after_five_years_once_the_head_let_them(school, boss, principal, colleague):
    """December § 3.7: they are public archives, and wait for the visa."""
    with scope(school):
        approved(school, boss, principal, colleague, {"owner": colleague})
    later = timedelta(days=5 * 365 + 10)
    keep_no_longer(timezone.now() + later)
    with scope(school):
        assert Meeting.objects.for_school(school).exists()
    let_papers_go(school, TODAY + later)
    keep_no_longer(timezone.now() + later)
    with scope(school):
        assert not Meeting.objects.for_school(school).exists()
        assert not MeetingDecision.objects.for_school(school).exists()


def test_i_read_what_is_kept_of_me(client_of, school, boss):
    client = client_of(school, Role.TEACHER)
    with scope(school):
        seated(school, boss, person=client.membership.person, quality="documentation")
    assert "documentation" in client.get(f"/e/{school.uai}/personnes/moi/donnees/").text


def test_approved_minutes_name_whoever_came_as_long_as_they_are_kept(
    client_of, school, boss, principal, colleague
):
    """The table of data says so: the name goes from the list, the page and the paper stay as approved."""
    with scope(school):
        gone = outsider(school, boss, ends_on=date(2026, 11, 30))
        made = approved(school, boss, principal, colleague)
    keep_no_longer(timezone.now() + timedelta(days=372))
    with scope(school):
        assert str(CommissionMember.objects.for_school(school).get(pk=gone.pk)) == "Ancien membre"
        made.refresh_from_db()
        assert "Nadia Keller" in str(made.frozen)
    text = client_of(school, Role.DIGITAL_LEAD).get(url(school, "meeting_page", made.number)).text
    assert "Nadia Keller" in text
    assert "Ancien membre" not in text
    assert "un compte rendu approuvé la nomme encore" in NAMES.says


def test_the_page_of_approved_minutes_says_who_came_as_they_were(
    client_of, school, boss, principal, colleague
):
    """A member who is renamed, loses their voice or is added later changes nothing of what was approved."""
    with scope(school):
        made = approved(school, boss, principal, colleague)
        CommissionMember.objects.for_school(school).update(quality="autre titre", has_voice=False)
        outsider(school, boss, name="Paul Venu")
    text = client_of(school, Role.DIGITAL_LEAD).get(url(school, "meeting_page", made.number)).text
    assert "1 voix présente" in text
    assert "documentation" in text
    assert "autre titre" not in text
    assert "Paul Venu" not in text
