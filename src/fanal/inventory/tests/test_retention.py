"""A machine that has not spoken for thirteen months is forgotten; its record stays."""

from datetime import UTC, datetime, timedelta

import pytest

from fanal.core.retention import removal
from fanal.core.tenancy import scope
from fanal.equipment.models import Equipment
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.inventory.models import AgentVisit, Machine

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
pytestmark = pytest.mark.clock(NOW)


def test_what_a_silent_machine_said_goes_and_its_record_stays(school, settings, tmp_path):
    settings.FANAL_HOME, settings.MEDIA_ROOT = tmp_path, tmp_path
    with scope(school):
        record = EquipmentFactory(school=school)
        for number, days in ((1, 400), (2, 390)):
            at = NOW - timedelta(days=days)
            Machine.objects.create(
                school=school,
                number=number,
                device_id=f"pc-{number}",
                first_seen=at,
                last_seen=at,
                changed_at=at,
                state="matched" if number == 1 else "new",
                equipment=record if number == 1 else None,
            )
            AgentVisit.objects.create(
                school=school, device_id=f"pc-{number}", since=at if number == 1 else NOW
            )
    assert removal.keep_no_longer(NOW) == []
    with scope(school):
        assert list(Machine.objects.for_school(school).values_list("number", flat=True)) == [2]
        assert list(AgentVisit.objects.for_school(school).values_list("device_id", flat=True)) == ["pc-2"]
        assert Equipment.objects.for_school(school).count() == 1
