"""Local public holidays stop the clocks of the schools that keep them, and of their authorities (§ 3.5)."""

from datetime import date

import pytest
from django.urls import reverse

from fanal.accounts.models import School
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import Role, System
from fanal.accounts.reading.calendars import calendar_of, office_days
from fanal.accounts.rules import places
from fanal.accounts.rules.uai import check_letter
from fanal.core.tenancy import scope
from fanal.schools.actions.school import NewSchool, create_school
from fanal.year.rules.calendars import Region, public_holidays
from fanal.year.rules.delays import working_days_between

pytestmark = pytest.mark.clock(date(2027, 1, 4))

# Code du travail, L3422-2 (overseas), L3134-13 (Alsace-Moselle); Good Friday 2027 is on 26 March.
LOCAL = [
    (Region.ALSACE_MOSELLE, {date(2027, 3, 26), date(2027, 12, 26)}),
    (Region.GUADELOUPE, {date(2027, 5, 27)}),
    (Region.GUYANE, {date(2027, 6, 10)}),
    (Region.MARTINIQUE, {date(2027, 5, 22)}),
    (Region.MAYOTTE, {date(2027, 4, 27)}),
    (Region.REUNION, {date(2027, 12, 20)}),
    (Region.SAINT_BARTHELEMY, {date(2027, 10, 9)}),
    (Region.SAINT_MARTIN, {date(2027, 5, 28)}),
]


@pytest.mark.parametrize(("region", "days"), LOCAL)
def test_each_region_adds_its_own_days_to_those_of_all_france(region, days):
    """verified.md § 3.5."""
    assert set(public_holidays(2027, region)) - set(public_holidays(2027)) == days


def test_every_region_may_be_chosen():
    assert {code for code, _ in places.REGIONS} == {region.value for region in Region}
    assert {region for region, _ in LOCAL} == set(Region) - {Region.MAINLAND}


@pytest.mark.parametrize(
    ("head", "zone", "region", "clock"),
    [
        ("067", "B", Region.ALSACE_MOSELLE, "Europe/Paris"),
        ("068", "B", Region.ALSACE_MOSELLE, "Europe/Paris"),
        ("057", "B", Region.ALSACE_MOSELLE, "Europe/Paris"),
        ("054", "B", Region.MAINLAND, "Europe/Paris"),
        ("971", "-", Region.GUADELOUPE, "America/Guadeloupe"),
        ("972", "-", Region.MARTINIQUE, "America/Martinique"),
        ("973", "-", Region.GUYANE, "America/Cayenne"),
        ("974", "-", Region.REUNION, "Indian/Reunion"),
        ("976", "-", Region.MAYOTTE, "Indian/Mayotte"),
        ("975", "-", Region.MAINLAND, "America/Miquelon"),
        ("984", "-", Region.MAINLAND, "Pacific/Tahiti"),
        ("987", "-", Region.MAINLAND, "Pacific/Tahiti"),
        ("986", "-", Region.MAINLAND, "Pacific/Wallis"),
        ("620", "-", Region.MAINLAND, "Europe/Paris"),
    ],
)
@pytest.mark.django_db
def test_a_new_school_keeps_the_public_holidays_of_its_departement(head, zone, region, clock):
    digits = f"{head}0001"
    new = NewSchool(digits + check_letter(digits), "Collège", School.Kind.COLLEGE, School.Status.PUBLIC, zone)
    school = create_school(new, by=system(System.SETUP))
    assert (school.region, school.timezone) == (region, clock)


@pytest.mark.parametrize(("region", "days"), LOCAL)
@pytest.mark.django_db
def test_both_clocks_of_a_school_stop_on_its_local_holidays(school, region, days):
    school.region = region.value
    school.save()
    with scope(school):
        for day in days:
            assert not calendar_of(school).is_working(day)
            assert not office_days(school).is_working(day)


@pytest.mark.django_db
def test_a_delay_of_the_authority_skips_the_twentieth_of_december_in_la_reunion(school):
    friday, tuesday = date(2027, 12, 17), date(2027, 12, 21)
    assert working_days_between(friday, tuesday, office_days(school)) == 2
    school.region = Region.REUNION.value
    assert working_days_between(friday, tuesday, office_days(school)) == 1


def test_the_head_corrects_the_public_holidays_in_the_settings(client_of, school):
    client, sent = client_of(school, Role.HEAD), {"zone": "-", "timezone": "America/Marigot"}
    address = reverse("settings:clock", args=[school.uai])
    assert client.post(address, sent | {"region": "st_martin"}).status_code == 302
    assert School.objects.get(pk=school.pk).region == "st_martin"
    assert "Saint-Martin (28 mai)" in client.get(reverse("settings:settings_page", args=[school.uai])).text
    assert client.post(address, sent | {"region": "texas"}).status_code == 422
    assert places.refusals("-", "America/Marigot", "texas")
