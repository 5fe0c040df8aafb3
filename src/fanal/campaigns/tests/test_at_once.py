"""Two phones, one second: a scan that is sent twice is kept once, a closing and a scan do not cross."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory, member_of
from fanal.campaigns.actions.campaign import close_campaign, open_campaign
from fanal.campaigns.actions.scan import Reading, record_scan
from fanal.campaigns.models import CampaignReport, Scan
from fanal.campaigns.tests.conftest import TODAY
from fanal.core.tenancy import scope
from fanal.equipment.tests.factories import EquipmentFactory

pytestmark = pytest.mark.clock(TODAY)


def test_at_the_same_second_each_scan_is_in_the_report_or_late(transactional_db):
    school = SchoolFactory()
    with scope(school):
        by = actor_of(member_of(school, Role.HEAD).person, Role.HEAD)
        machine = EquipmentFactory(school=school, name="PC-A")
        campaign = open_campaign(school, "Juin", TODAY, TODAY, [machine.room], today=TODAY, by=by)

    def act(rank: int) -> None:
        try:
            with scope(school):
                if rank == 2:
                    close_campaign(campaign, now=timezone.now(), by=by)
                else:
                    reading = Reading("PC-A", "k" * 20)
                    record_scan(campaign, machine.room, reading, now=timezone.now(), by=by)
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(act, range(5)))
    with scope(school):
        scan = Scan.objects.for_school(school).get()
        report = CampaignReport.objects.for_school(school).get()
    assert report.figures["found"] == (0 if scan.is_late else 1)
