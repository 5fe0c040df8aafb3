"""December, second reading J4: a delegation of signature lapses when the head who signed it leaves."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import Membership
from fanal.accounts.models.member import actor_of, system
from fanal.accounts.models.roles import Role, System
from fanal.accounts.tests.factories import member_of
from fanal.core.errors import RuleBroken
from fanal.core.people.arrivals_departures import LEAVER_CHECKS
from fanal.core.registry import registered
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.designations.actions import acts, designations, signing
from fanal.designations.actions.watching import watch_designations
from fanal.designations.models import Designation
from fanal.designations.reading.act import snapshot_of
from fanal.designations.rules.designations import ActState
from fanal.designations.testing import SCAN, TODAY, here, prepared, rights, signed
from fanal.online_services.models import OnlineService

__all__ = ["here"]
pytestmark = pytest.mark.clock(TODAY)
NEW_DAY = TODAY + timedelta(days=1)


@pytest.fixture
def former(here) -> Membership:
    return member_of(here, Role.HEAD)


@pytest.fixture
def bursar(here) -> Membership:
    return member_of(here, Role.BURSAR)


def delegation(here, former, bursar, **more) -> Designation:
    by = actor_of(former.person, Role.HEAD)
    return signed(here, prepared(here, bursar.person, by, nature="signature", **more), by)


def replaced(here, former) -> Membership:
    """Today is the last day of the head; another one comes tomorrow."""
    former.valid_until = TODAY
    former.save()
    newcomer = member_of(here, Role.HEAD)
    newcomer.valid_from = NEW_DAY
    newcomer.save()
    return newcomer


def as_of(act, day) -> Designation:
    return Designation.objects.for_school(act.school_id).with_names().with_function(day).get(pk=act.pk)


def night(here, when=TODAY + timedelta(days=1)) -> int:
    with time_machine.travel(f"{when:%Y-%m-%d} 04:35+01:00", tick=False):
        return watch_designations(here, now=timezone.now(), by=system(System.SCHEDULE))


def test_it_lapses_from_the_day_its_signer_is_no_longer_head(here, former, bursar):
    act = delegation(here, former, bursar)
    replaced(here, former)
    rows = Designation.objects.for_school(here)
    assert as_of(act, TODAY).state_on(TODAY) == ActState.ACTIVE
    assert as_of(act, NEW_DAY).state_on(NEW_DAY) == ActState.LAPSED, "before any night"
    assert rows.in_force(TODAY).exists()
    assert not rows.in_force(NEW_DAY).exists()
    assert list(rows.lapsed(NEW_DAY)) == [act]


def test_no_click_brings_it_back(here, former, bursar):
    """« Un clic n’est jamais une signature »: neither a confirmation nor a suspension that is lifted."""
    act = delegation(here, former, bursar)
    newcomer = replaced(here, former)
    by = actor_of(newcomer.person, Role.HEAD)
    for _ in range(2):
        with pytest.raises(RuleBroken, match="nouvel acte, à signer"):
            acts.resume(act, today=NEW_DAY, by=by)
        acts.suspend(act, "À revoir", by=by) if not act.is_suspended else None
        act.refresh_from_db()
    night(here)
    with pytest.raises(RuleBroken, match="nouvel acte, à signer"):
        acts.resume(act, today=NEW_DAY, by=by)
    assert as_of(act, NEW_DAY).confirm_by is None
    assert rights(bursar.person, NEW_DAY) == set()


def test_the_night_ends_what_it_opened_once_and_for_good_and_prepares_the_next(here, former, bursar):
    act = delegation(here, former, bursar)
    assert rights(bursar.person) == {"do:people", "do:year"}
    replaced(here, former)
    assert night(here) == 1
    assert night(here) == 0
    assert rights(bursar.person, NEW_DAY) == set()
    following = Designation.objects.for_school(here).get(renews=act)
    assert (following.step, following.nature, following.rights) == ("draft", "signature", act.rights)
    assert (following.starts_on, following.ends_on) == (NEW_DAY, act.ends_on)
    Membership.objects.filter(pk=former.pk).update(valid_until=None)
    later = NEW_DAY + timedelta(days=9)
    assert as_of(act, later).state_on(later) == ActState.LAPSED, "the head who comes back signs anew"


def test_nobody_who_may_not_hold_it_is_proposed_again(here, former, bursar):
    act = delegation(here, former, bursar)
    replaced(here, former)
    Membership.objects.filter(pk=bursar.pk).update(roles=["staff"])
    assert night(here) == 1
    assert not Designation.objects.for_school(here).filter(renews=act).exists()


def test_a_designation_is_kept_thirty_days_as_before(here, former):
    by, lead = actor_of(former.person, Role.HEAD), member_of(here, Role.TEACHER)
    act = signed(here, prepared(here, lead.person, by), by)
    replaced(here, former)
    night(here)
    assert as_of(act, NEW_DAY).state_on(NEW_DAY) == ActState.CONFIRM
    assert rights(lead.person, NEW_DAY) == {"do:people", "do:year"}


def test_the_new_head_reads_that_it_lapsed_and_is_offered_no_confirmation(client_of, here, former, bursar):
    ent = OnlineService.objects.create(school=here, name="ENT")
    act = delegation(here, former, bursar, service=ent, rights=[])
    replaced(here, former)
    night(here)
    with scope(here):
        following = Designation.objects.for_school(here).get(renews=act)
    with time_machine.travel("2026-11-27 09:00+01:00", tick=False):
        head = client_of(here, Role.HEAD)
        page = words_of(head.get(reverse("designations:act_page", args=[here.uai, act.number])).text)
        home = words_of(head.get(reverse("web:home", args=[here.uai])).text)
        left = words_of(head.get(reverse("designations:act_list", args=[here.uai]) + "?faire=caduques").text)
    assert "Caduque, à refaire" in page
    assert f"Acte n° {following.number}, préparé" in page
    assert "Confirmer" not in page
    assert "Rétablir" not in page
    assert "1 délégation de signature caduque" in home
    assert "à confirmer" not in home
    assert "acte suspendu" not in home
    assert "Caduques : 1." in left
    assert "un nouvel acte est à signer" in left


def test_a_new_act_signed_is_the_end_of_it(here, former, bursar):
    act = delegation(here, former, bursar)
    newcomer = replaced(here, former)
    night(here)
    by = actor_of(newcomer.person, Role.HEAD)
    following = Designation.objects.for_school(here).get(renews=act)
    designations.send_to_sign(following, today=NEW_DAY, by=by)
    signature = signing.Signed(NEW_DAY, (SCAN,), str(newcomer.person), "Principal")
    signing.sign_designations(here, [following.number], signature, today=NEW_DAY, by=by)
    assert rights(bursar.person, NEW_DAY) == {"do:people", "do:year"}
    assert not Designation.objects.for_school(here).lapsed(NEW_DAY).exists()


def test_the_act_says_with_whose_departure_it_ends(here, former, bursar):
    by = actor_of(former.person, Role.HEAD)
    act = prepared(here, bursar.person, by, nature="signature")
    other = prepared(here, member_of(here, Role.TEACHER).person, by)
    words = "au départ de la personne ou du chef d’établissement qui l’a signée."
    assert snapshot_of(act)["always"][-1].endswith(words)
    assert snapshot_of(other)["always"][-1].endswith("au départ de la personne.")


def test_the_departure_of_the_head_names_what_lapses(here, former, bursar):
    act = delegation(here, former, bursar)
    (check,) = [check for check in registered(LEAVER_CHECKS) if "caduques à son départ" in check.label]
    assert [row["named"] for row in check.rows(here.pk, former.person.pk, TODAY)] == [f"n° {act.number}"]
    assert list(check.rows(here.pk, bursar.person.pk, TODAY)) == []
