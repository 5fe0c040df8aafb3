"""A year after they left, people lose their name and their sign-in; others keep both."""

from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress

from fanal.accounts.models import Invitation, Membership, PartnerMembership, User
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import Role, System
from fanal.accounts.tests.factories import AuthorityFactory, member_of
from fanal.core import journal
from fanal.core.journal.models import JournalEntry
from fanal.core.pages.saved_views import SavedView
from fanal.core.retention import removal
from fanal.core.tenancy import scope

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
pytestmark = pytest.mark.clock(NOW)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.FANAL_HOME, settings.MEDIA_ROOT = tmp_path, tmp_path


def _user_of(membership: Membership, joined: datetime = NOW - timedelta(days=2000)) -> User:
    user = membership.user
    User.objects.filter(pk=user.pk).update(date_joined=joined)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_a_sign_in_that_leads_nowhere_for_a_year_goes(school, elsewhere):
    with scope(school):
        left = _user_of(member_of(school, Role.TEACHER, valid_until=date(2025, 8, 31)))
        recent = _user_of(member_of(school, Role.TEACHER, valid_until=date(2026, 8, 31)))
    with scope(elsewhere):
        present = _user_of(member_of(elsewhere, Role.TEACHER))
    invited = User.objects.create(email="neuf@ecole.invalid", password="!")
    removal.keep_no_longer(NOW)
    assert set(User.objects.all()) == {recent, present, invited}
    assert not EmailAddress.objects.filter(email=left.email).exists()
    with scope(school):
        assert Membership.objects.for_school(school).filter(user=None).count() == 1


def test_a_partner_keeps_a_sign_in_for_a_year_after_the_last_right(school):
    authority = AuthorityFactory()
    for name, until in (("parti", date(2025, 6, 30)), ("là", None)):
        user = User.objects.create(email=f"{name}@departement.invalid", password="!")
        User.objects.filter(pk=user.pk).update(date_joined=NOW - timedelta(days=800))
        PartnerMembership.objects.create(
            user=user,
            authority=authority,
            name=name,
            role=Role.TECHNICIAN,
            valid_from=date(2024, 1, 1),
            valid_until=until,
        )
    removal.keep_no_longer(NOW)
    assert list(PartnerMembership.objects.values_list("name", flat=True)) == ["là"]
    assert list(User.objects.values_list("email", flat=True)) == ["là@departement.invalid"]


def test_rights_last_five_years_after_their_end_and_filters_until_departure(school):
    with scope(school):
        old = member_of(school, Role.TEACHER, valid_from=date(2015, 9, 1), valid_until=date(2021, 8, 31))
        member_of(school, Role.TEACHER, valid_until=date(2022, 8, 31))
        old.person.left_on = date(2021, 8, 31)
        old.person.save()
        SavedView.objects.create(school=school, person=old.person, page="p", name="n", query="")
    removal.keep_no_longer(NOW)
    with scope(school):
        ends = Membership.objects.for_school(school).values_list("valid_until", flat=True)
        assert list(ends) == [date(2022, 8, 31)]
        assert not SavedView.objects.for_school(school).exists()


def test_history_lives_as_long_as_what_it_tells_of_and_security_its_own_time(school):
    by = system(System.SCHEDULE)
    with scope(school):
        person, sent = member_of(school, Role.TEACHER).person, NOW - timedelta(days=40)
        made = Invitation.objects.create(school=school, person=person, email="a@b.invalid", sent_at=sent)
        journal.created(made, by=by, verb="accounts.invited")
        journal.noted(made, by=by, verb="accounts.proved", chain=journal.Chain.SECURITY, email=made.email)
    removal.keep_no_longer(NOW)
    with scope(school):
        entries = JournalEntry.objects.for_school(school).filter(subject=f"accounts.invitation:{made.pk}")
        assert [(entry.chain, entry.payload is None) for entry in entries.order_by("chain")] == [
            ("history", True),
            ("security", False),
        ]
        assert not list(journal.verify_school(school.pk))


@pytest.mark.parametrize(
    ("place", "moment", "kept"),
    [
        ("America/Guadeloupe", datetime(2026, 11, 25, 2, 20, tzinfo=UTC), True),  # still 24 November there
        ("Indian/Reunion", datetime(2026, 11, 24, 21, tzinfo=UTC), False),  # already 25 November there
        ("Europe/Paris", datetime(2026, 11, 24, 23, 20, tzinfo=UTC), False),
        ("Europe/Paris", datetime(2026, 11, 24, 22, 20, tzinfo=UTC), True),
    ],
)
def test_a_school_forgets_on_its_own_day(school, place, moment, kept):
    """Verified in November 2026: the day of UTC erased a day too soon in the Antilles."""
    type(school).objects.filter(pk=school.pk).update(timezone=place)
    with scope(school):
        person = member_of(school, Role.TEACHER).person
        person.left_on = date(2026, 11, 24)
        person.save()
        SavedView.objects.create(school=school, person=person, page="p", name="n", query="")
    assert removal.keep_no_longer(moment) == []
    with scope(school):
        assert SavedView.objects.for_school(school).exists() is kept
