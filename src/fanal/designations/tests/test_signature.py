"""A delegation of signature (R421-13) opens nothing from the moment its holder leaves that function."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import Membership
from fanal.accounts.models.member import Member, find_member
from fanal.accounts.models.roles import Delegated, Role
from fanal.accounts.tests.factories import member_of
from fanal.core.people.arrivals_departures import LEAVER_CHECKS
from fanal.core.registry import registered
from fanal.core.tenancy import scope
from fanal.designations.models import Designation
from fanal.designations.reading.designations import FUNCTION_LOST, line_of
from fanal.designations.rules.designations import ActState
from fanal.designations.testing import TODAY, head, here, prepared, rights, signed
from fanal.online_services.models import OnlineService

__all__ = ["head", "here"]
LAST = TODAY + timedelta(days=4)
AFTER = LAST + timedelta(days=1)
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def bursar(here) -> Membership:
    """Gestionnaire until the fifth day, a colleague among others from the sixth on."""
    held = member_of(here, Role.BURSAR)
    held.valid_until = LAST
    held.save()
    Membership.objects.create(
        school=here, person=held.person, user=held.user, roles=["staff"], valid_from=AFTER
    )
    return held


def at_the_door(held):
    """What a page, a program or a job reads when this person comes in now."""
    member = find_member(held.user, held.school.uai, timezone.now())
    assert isinstance(member, Member)
    return member.roles & set(Delegated.values)


def test_the_right_ends_with_the_function_at_the_very_next_request(here, head, bursar):
    act = signed(here, prepared(here, bursar.person, head, nature="signature"), head)
    same = signed(here, prepared(here, bursar.person, head, rights=["do:journal"]), head)
    assert rights(bursar.person, LAST) == {"do:people", "do:year", "do:journal"}
    assert rights(bursar.person, AFTER) == {"do:journal"}, "a designation is not tied to a function"
    with time_machine.travel("2026-11-30 23:59+01:00", tick=False):
        assert at_the_door(bursar) == {"do:people", "do:year", "do:journal"}
    with time_machine.travel("2026-12-01 00:01+01:00", tick=False):
        assert at_the_door(bursar) == {"do:journal"}
    Membership.objects.filter(pk=bursar.pk).update(roles=["deputy"])
    with time_machine.travel("2026-11-30 12:00+01:00", tick=False):
        assert rights(bursar.person, LAST) > {"do:people"}, "the deputy may sign too"
    Membership.objects.filter(pk=bursar.pk).update(roles=["staff"])
    assert at_the_door(bursar) == {"do:journal"}, "functions changed today"
    assert act.number != same.number


def test_over_many_rows_it_is_the_same_question(here, head, bursar):
    ent = OnlineService.objects.create(school=here, name="ENT")
    act = signed(here, prepared(here, bursar.person, head, service=ent, rights=[], nature="signature"), head)
    rows = Designation.objects.for_school(here)
    for day in (TODAY, LAST, AFTER):
        row = rows.with_function(day).get(pk=act.pk)
        assert rows.in_force(day).exists() == (row.state_on(day) == ActState.ACTIVE) == (day <= LAST)
    line = line_of(rows.with_names().with_function(AFTER).get(pk=act.pk), AFTER)
    assert (line.state, line.todo[0]) == (ActState.SUSPENDED, FUNCTION_LOST)


def test_the_head_is_asked_to_end_it(client_of, here, head, bursar):
    act = signed(here, prepared(here, bursar.person, head, nature="signature"), head)
    browser = client_of(here, Role.HEAD)
    page = reverse("designations:act_page", args=[here.uai, act.number])
    home = reverse("web:home", args=[here.uai])
    assert "1 acte suspendu" not in browser.get(home).text
    with time_machine.travel("2026-12-01 09:00+01:00", tick=False):
        browser = client_of(here, Role.HEAD)
        assert "1 acte suspendu" in browser.get(home).text
        text = browser.get(page).text
    assert "ni gestionnaire" in text
    assert "Abroger" in text
    with scope(here):
        (check,) = [
            check for check in registered(LEAVER_CHECKS) if check.label.startswith("Délégation de signature")
        ]
        rows = list(check.rows(here.pk, bursar.person.pk, AFTER))
    assert [row["named"] for row in rows] == [f"n° {act.number}"]
