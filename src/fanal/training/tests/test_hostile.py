"""What a colleague who looks closely must not learn, nor break."""

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.training.actions import session as actions
from fanal.training.models import TrainingNeed
from fanal.training.tests.conftest import TODAY, after, asked, joined, planned, url

pytestmark = pytest.mark.clock(TODAY)


def test_no_list_of_mails_names_who_needs_a_training(lead, client_of, school, subject, boss):
    """The bursar, who may not open the plan, read in « Courriels sortants » who had been invited."""
    with scope(school):
        for _ in range(6):
            asked(school, subject)
        made = planned(school, boss, subject=subject)
    lead.post(url(school, "session_invite", made.pk))
    with scope(school):
        (mail, *_) = Mail.objects.for_school(school).filter(key__contains="-invitation")
    for reader in (lead, client_of(school, Role.BURSAR)):
        page = words_of(reader.get(reverse("helpdesk:mail_sent", args=[school.uai])).text)
        assert mail.to not in page
        assert "Une formation pour vous" not in page
    again = reverse("helpdesk:mail_send_again", args=[school.uai, mail.reference])
    assert lead.post(again).status_code == 404


def test_a_need_said_again_does_not_keep_a_presence_from_being_corrected(school, subject, boss):
    """It answered 500: two open needs of one person on one subject."""
    with scope(school):
        made = planned(school, boss, subject=subject)
        row = joined(made)
        asked(school, subject, row.person)
        actions.note_presence(made, {row.pk}, now=after(made), by=boss)
        asked(school, subject, row.person)
        actions.note_presence(made, set(), now=after(made), by=boss)
        assert TrainingNeed.objects.for_school(school).filter(person=row.person, met_on=None).count() == 1
