"""Whatever somebody holds and whichever gesture they try, nobody holds afterwards what the giver did not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from fanal.accounts.actions.awaiting import roles_of
from fanal.accounts.actions.token import make_token
from fanal.accounts.models import Membership, Person, School
from fanal.accounts.models.member import Member, actor_of, find_member
from fanal.accounts.models.roles import DELEGATORS, EVERYONE, Delegated, Role
from fanal.accounts.tests.factories import grant, member_of
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient
from fanal.designations.actions import designations, signing
from fanal.designations.models import Designation
from fanal.designations.testing import SCAN, TODAY, signed
from fanal.online_services.models import OnlineService
from fanal.people.actions.invitations import Guest, invite_person
from fanal.people.actions.joining import invite_colleague
from fanal.people.actions.people import Functions, add_person, change_functions

DAYS = [TODAY + timedelta(days=days) for days in (0, 3, 4, 29, 30, 300)]
MAY_GIVE = {
    "head": {"head"},
    "deputy": {"head", "deputy"},
    "bursar": {"head", "deputy"},
    "digital_lead": {"head", "deputy", "digital_lead"},
}
pytestmark = pytest.mark.clock(TODAY)


def written_by_hand(school, giver, target, wanted):
    """An act prepared, sent and signed by the giver alone."""
    values = {
        "service": None,
        "delegate": target,
        "rights": sorted(wanted.operations),
        "nature": "designation",
        "starts_on": TODAY,
        "ends_on": TODAY + timedelta(days=200),
    }
    act = designations.write_designation(school, None, values, today=TODAY, by=giver.actor)
    act = designations.send_to_sign(act, today=TODAY, by=giver.actor)
    heads = Membership.objects.for_school(school).valid_on(TODAY).holding(Role.HEAD)
    names = heads.values_list("person__family_name", flat=True)
    signature = signing.Signed(TODAY, [SCAN], names.first() or "Quelqu’un", "Qualité")
    signing.sign_designations(school, [act.number], signature, today=TODAY, by=giver.actor)


def added(school, giver, target, wanted):
    functions = Functions(wanted.roles, TODAY)
    card = {"given_name": "Ana", "family_name": "Roy", "email": "a@b.invalid"}
    return add_person(school, card, functions, today=TODAY, by=giver.actor)


def changed(school, giver, target, wanted):
    change_functions(target, Functions(wanted.roles, TODAY), today=TODAY, by=giver.actor)


def invited(school, giver, target, wanted):
    guest = Guest(target.email)
    with suppress(NotAllowed):
        invite_person(school, guest, wanted.roles, today=TODAY, now=timezone.now(), by=giver.actor)
    invite_colleague(target, today=TODAY, now=timezone.now(), by=giver.actor)


def program(school, giver, target, wanted):
    """A token of theirs opens what they hold, no more."""
    _, text = make_token(giver, name="essai", days=30, is_read_only=False, today=TODAY, by=giver.actor)
    client = ForgetfulClient(headers={"Authorization": f"Bearer {text}"})
    health = client.get(f"/e/{school.uai}/api/v1/health").json()
    assert {*health["roles"], *health["operations"]} <= giver.roles


PATHS: list[Callable[..., Person | None]] = [written_by_hand, added, changed, invited, program]


@contextmanager
def undone() -> Iterator[None]:
    """One example: nothing of it stays for the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def someone(school: School, roles, operations=(), until: date = TODAY) -> Membership:
    held = member_of(school, Role.TEACHER)
    held.roles = sorted(roles)
    held.save()
    if operations:
        grant(held.person, *operations, valid_until=until)
    return held


def held_on(person: Person, day: date) -> frozenset[str]:
    """Functions and operations; whoever leads the school holds all that may be delegated."""
    held = roles_of(person, day)
    if not held & set(Role.values):
        return frozenset()  # who is not here opens no page
    return held | set(Delegated.values) if held & DELEGATORS else held


ROLES = st.frozensets(st.sampled_from(sorted(EVERYONE)), min_size=1, max_size=3)
OPERATIONS = st.frozensets(st.sampled_from(list(Delegated)), max_size=4)
WANTED = st.builds(SimpleNamespace, roles=ROLES, operations=st.frozensets(st.sampled_from(Delegated.values)))
HELD = st.tuples(ROLES, OPERATIONS | st.just(frozenset(Delegated)))
LEAVES = st.sampled_from([None, TODAY + timedelta(days=3), TODAY + timedelta(days=29)])
UNTIL = st.sampled_from([TODAY + timedelta(days=days) for days in (3, 29, 200)])


@pytest.mark.parametrize("path", PATHS)
def test_no_path_grants_more_than_the_giver_holds(school, path):
    @settings(max_examples=20)
    @given(HELD, WANTED, st.sampled_from([{"teacher"}, {"staff", "teacher"}]), st.booleans(), UNTIL, LEAVES)
    def holds(held, wanted, before, is_self, until, leaves):
        with undone(), scope(school):
            membership = someone(school, *held, until=until)
            # What a head gives comes from the office, which stays when they leave (ADR 0038).
            membership.valid_until = None if held[0] & DELEGATORS else leaves
            membership.save()
            giver = find_member(membership.user, school.uai, timezone.now())
            assert isinstance(giver, Member)
            target = membership.person if is_self else someone(school, before).person
            most = {day: held_on(membership.person, day) for day in DAYS}
            own = {day: roles_of(target, day) for day in DAYS}
            made = None
            with suppress(NotAllowed, RuleBroken), transaction.atomic():
                made = path(school, giver, target, wanted)
            for day in DAYS:
                now = roles_of(made or target, day) - (frozenset() if made else own[day])
                assert now & set(Delegated.values) <= most[day]
                if path is not written_by_hand and day >= TODAY + timedelta(days=30):
                    assert not now & set(Delegated.values), "at most thirty days without an act"
                if Role.HEAD not in held[0]:
                    assert not now & set(Delegated.values), "only the act of the head gives"
                given = {role: givers for role, givers in MAY_GIVE.items() if role in now}
                assert {role for role, givers in given.items() if not giver.has(*givers)} == set()

    with time_machine.travel("2026-11-26 09:00+01:00", tick=False):
        holds()


def test_the_property_would_see_it(school):
    """Each path does give something to whom a head wishes: the property is not true of nothing."""
    wanted = SimpleNamespace(roles=frozenset({Role.DIGITAL_LEAD}), operations={"do:journal"})
    with time_machine.travel("2026-11-26 09:00+01:00", tick=False):
        for path in (written_by_hand, added, changed):
            with undone(), scope(school):
                membership, target = someone(school, {"head"}), someone(school, {"teacher"}).person
                giver = find_member(membership.user, school.uai, timezone.now())
                made = path(school, giver, target, wanted) or target
                assert "do:journal" in roles_of(made, TODAY)
                assert actor_of(made, *roles_of(made, TODAY)).has(Delegated.JOURNAL)


def test_whoever_is_named_by_a_lead_waits_for_acts_that_are_drafted_for_the_head(school):
    """verified.md § 3.2: a hand-over prepares drafts, it passes no right on."""
    with time_machine.travel("2026-11-26 09:00+01:00", tick=False), scope(school):
        head, giver = someone(school, {"head"}), someone(school, {"bursar", "digital_lead"})
        ent = OnlineService.objects.create(school=school, name="ENT")
        fields = {
            "delegate": giver.person,
            "nature": "designation",
            "starts_on": TODAY,
            "ends_on": DAYS[-1],
            "operations": ["gérer les groupes"],
            "rights": ["do:people"],
        }
        by = actor_of(head.person, Role.HEAD)
        for more in ({"service": None}, {"service": ent}, {"service": None, "nature": "signature"}):
            act = designations.write_designation(school, None, fields | more, today=TODAY, by=by)
            signed(school, designations.send_to_sign(act, today=TODAY, by=by), by)
        member = find_member(giver.user, school.uai, timezone.now())
        assert member.has(Delegated.PEOPLE)
        wanted = SimpleNamespace(roles=frozenset({Role.DIGITAL_LEAD}))
        made = added(school, member, None, wanted)
        assert roles_of(made, TODAY) == {"digital_lead"}
        drafts = list(Designation.objects.for_school(school).filter(delegate=made).order_by("number"))
        assert [(draft.about, draft.step, draft.rights, draft.operations) for draft in drafts] == [
            ("Fanal", "draft", ["do:people"], [Delegated.PEOPLE.label]),
            ("ENT", "draft", [], ["gérer les groupes"]),
        ]
        change_functions(made, Functions(wanted.roles, TODAY), today=TODAY, by=member.actor)
        assert Designation.objects.for_school(school).filter(delegate=made).count() == 2
        signed(school, designations.send_to_sign(drafts[0], today=TODAY, by=by), by)
        assert roles_of(made, TODAY) == {"digital_lead", "do:people"}


def test_a_lead_named_by_the_head_begins_and_their_act_is_drafted(school):
    with time_machine.travel("2026-11-26 09:00+01:00", tick=False), scope(school):
        head = someone(school, {"head"})
        giver = find_member(head.user, school.uai, timezone.now())
        made = added(school, giver, None, SimpleNamespace(roles=frozenset({Role.DIGITAL_LEAD})))
        assert set(Delegated.values) <= roles_of(made, TODAY + timedelta(days=29))
        draft = Designation.objects.for_school(school).get(delegate=made)
        assert (draft.about, draft.step, set(draft.rights)) == ("Fanal", "draft", set(Delegated.values))
