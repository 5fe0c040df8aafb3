"""The DPO whom a school appointed receives where its journal stands, when it moved, and nothing else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from fanal.accounts.models import Academy, PartnerMembership, School, User
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import Role, System
from fanal.accounts.tests.factories import PersonFactory
from fanal.core import journal
from fanal.core.journal import schedule
from fanal.core.journal.models import JournalHead
from fanal.core.mail import sending
from fanal.core.mail.models import Mail
from fanal.core.mail.testing import mail_servers, smtp_sink
from fanal.core.tenancy import scope
from fanal.schools.tasks import tell_appointed_dpos

__all__ = ["mail_servers", "smtp_sink"]
NIGHT = datetime(2026, 11, 25, 3, 30, tzinfo=UTC)
pytestmark = pytest.mark.clock(NIGHT)


@pytest.fixture
def home(settings, tmp_path: Path) -> Path:
    settings.FANAL_HOME = tmp_path
    return tmp_path


@pytest.fixture
def appointed(school: School, home) -> School:
    academy = Academy.objects.create(code="lille", name="Lille")
    user = User.objects.create(email="dpd@academie.invalid", password="!")
    PartnerMembership.objects.create(
        user=user, academy=academy, name="DPD", role=Role.DPO, valid_from=NIGHT.date() - timedelta(days=30)
    )
    school.academy, school.dpo_appointed_since = academy, NIGHT.date() - timedelta(days=3)
    school.save()
    _something_happens(school, NIGHT - timedelta(hours=9))
    return school


def _something_happens(school, at: datetime) -> None:
    with time_machine.travel(at, tick=False), scope(school):
        journal.noted(PersonFactory(school=school), by=system(System.SETUP), verb="test.told", word="CANARI")


def _night(at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        schedule.publish_heads(0)
        tell_appointed_dpos(0)


def _written(school) -> list[Mail]:
    with scope(school):
        return list(Mail.objects.for_school(school).order_by("queued_at"))


def test_the_head_leaves_the_house_by_mail(appointed, mail_servers):
    _night(NIGHT)
    (mail,) = _written(appointed)
    sending.send_mail(school_id=appointed.pk, mail_id=mail.pk)
    (received,) = mail_servers.mails
    with scope(appointed):
        head = bytes(JournalHead.objects.for_school(appointed).get(chain="history").hash).hex()
    text = received.get_body(("plain",)).get_content()
    assert received["To"] == "dpd@academie.invalid"
    assert head in text.replace("\n", "")
    assert "CANARI" not in text


def test_a_day_when_nothing_happened_is_quiet_and_a_night_run_twice_writes_once(appointed):
    _night(NIGHT)
    _night(NIGHT)
    _night(NIGHT + timedelta(days=1))
    assert len(_written(appointed)) == 1
    _something_happens(appointed, NIGHT + timedelta(days=1, hours=6))
    _night(NIGHT + timedelta(days=2))
    assert len(_written(appointed)) == 2


def test_a_dpo_not_appointed_or_a_setting_off_receives_nothing(appointed, settings):
    School.objects.filter(pk=appointed.pk).update(dpo_appointed_since=None)
    _night(NIGHT)
    School.objects.filter(pk=appointed.pk).update(dpo_appointed_since=NIGHT.date())
    settings.ENV = settings.ENV.model_copy(update={"journal_mail": False})
    _night(NIGHT)
    assert _written(appointed) == []
