"""How long names stand in the training plan, what somebody reads of themselves, what the journal says."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.core.journal.models import JournalEntry
from fanal.core.retention.removal import keep_no_longer
from fanal.core.tenancy import scope
from fanal.training.actions import session as actions
from fanal.training.models import SessionRegistration, TrainingNeed, TrainingSession
from fanal.training.tests.conftest import TODAY, after, asked, joined, planned

pytestmark = pytest.mark.clock(TODAY)


def test_names_go_after_two_years_and_sessions_after_five(school, subject, boss):
    with scope(school):
        person = asked(school, subject).person
        made = planned(school, boss, host=person, host_words="Un formateur")
        row = joined(made, person)
        actions.note_presence(made, {row.pk}, now=after(made), by=boss)
    keep_no_longer(timezone.now() + timedelta(days=3 * 366))
    with scope(school):
        made, row = (
            TrainingSession.objects.for_school(school).get(),
            SessionRegistration.objects.get(pk=row.pk),
        )
        assert (made.host_id, made.host_words, row.person_id, row.is_present) == (None, "", None, True)
        assert not TrainingNeed.objects.for_school(school).exists()
    keep_no_longer(timezone.now() + timedelta(days=6 * 366))
    with scope(school):
        assert not TrainingSession.objects.for_school(school).exists()


def test_a_need_is_read_in_ones_own_data_and_never_in_the_journal(client_of, school, subject):
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        asked(school, subject, teacher.membership.person)
        assert not JournalEntry.objects.filter(school=school, subject__startswith="training.need").exists()
    own_data = teacher.get(reverse("people:own_data", args=[school.uai])).text
    assert "besoins de formation" in own_data
    assert subject.name in own_data
