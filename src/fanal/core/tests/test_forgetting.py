"""What has lasted its time is removed by the clock, as the data map says."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from fanal.core.models import SeenKey
from fanal.core.tasks import SEEN_KEY_DAYS, forget_what_expired


def test_ended_sessions_and_old_keys_go_and_the_others_stay(db):
    now = timezone.now()
    Session.objects.create(session_key="ended", session_data="", expire_date=now - timedelta(minutes=1))
    Session.objects.create(session_key="open", session_data="", expire_date=now + timedelta(days=1))
    SeenKey.objects.create(key="recent")
    SeenKey.objects.create(key="old")
    SeenKey.objects.filter(key="old").update(at=now - timedelta(days=SEEN_KEY_DAYS, minutes=1))

    forget_what_expired(0)

    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
    assert list(SeenKey.objects.values_list("key", flat=True)) == ["recent"]
