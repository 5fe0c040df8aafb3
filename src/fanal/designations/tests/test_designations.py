"""An act: prepared, signed in a batch, and its right, which lives only while it does."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from fanal.accounts.models import AccessGrant
from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Delegated, Role
from fanal.accounts.tests.factories import PersonFactory, member_of
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.tenancy import scope
from fanal.core.tests.pressing import at_once
from fanal.designations.actions import acts, designations, signing
from fanal.designations.models import Designation, Signing
from fanal.designations.rules.designations import ActState
from fanal.designations.testing import (
    NEXT,
    SCAN,
    TODAY,
    head,
    here,
    lead,
    prepared,
    rights,
    signed,
)
from fanal.online_services.models import OnlineService

__all__ = ["head", "here", "lead"]

pytestmark = pytest.mark.clock(TODAY)


def test_the_right_begins_with_the_signature_and_ends_with_the_act(here, head, lead):
    act = prepared(here, lead.person, head)
    assert rights(lead.person) == set()
    act = signed(here, act, head)
    assert act.state_on(TODAY) == ActState.ACTIVE
    assert rights(lead.person) == {"do:people", "do:year"} == rights(lead.person, NEXT)
    assert rights(lead.person, NEXT + timedelta(days=1)) == set()


def test_a_click_in_fanal_is_no_signature(here, head, lead):
    act = prepared(here, lead.person, head)
    assert signing.validate_designations(here, [act.number], now=timezone.now(), by=head) == 1
    act.refresh_from_db()
    assert (act.step, rights(lead.person)) == ("awaiting", set())


@pytest.mark.parametrize(
    ("files", "on", "says"),
    [((), TODAY, "Joignez le scan"), ((SCAN,), TODAY + timedelta(days=1), "à venir")],
)
def test_a_signature_without_proof_or_to_come_is_refused(here, head, lead, files, on, says):
    act = prepared(here, lead.person, head)
    with pytest.raises(RuleBroken, match=says):
        signed(here, act, head, files, on)
    assert rights(lead.person) == set()


def test_suspended_confirmed_revoked_the_right_follows_at_once(here, head, lead):
    act = signed(here, prepared(here, lead.person, head), head)
    acts.suspend(act, "compte prêté", by=head)
    assert rights(lead.person) == set()
    acts.resume(act, today=TODAY, by=head)
    assert rights(lead.person) == {"do:people", "do:year"}
    acts.revoke(act, "fin de mission", on=TODAY + timedelta(days=2), today=TODAY, by=head)
    assert rights(lead.person, TODAY + timedelta(days=1)) == {"do:people", "do:year"}
    assert rights(lead.person, TODAY + timedelta(days=2)) == set()


def test_only_the_head_signs_and_nobody_designates_further(here, head, lead):
    act = prepared(here, lead.person, head)
    for roles in ([Role.DEPUTY], [Role.DIGITAL_LEAD, *Delegated], [Role.TEACHER, *Delegated]):
        by = actor_of(member_of(here, Role.TEACHER).person, *roles)
        with pytest.raises(NotAllowed):
            signed(here, act, by)
    with pytest.raises(NotAllowed):
        designations.write_designation(
            here, None, {}, today=TODAY, by=actor_of(lead.person, Role.TEACHER, *Delegated)
        )


def test_a_teacher_never_holds_a_delegation_of_signature(here, head, lead):
    with pytest.raises(RuleBroken, match="R421-13"):
        prepared(here, lead.person, head, nature="signature")
    bursar = member_of(here, Role.BURSAR).person
    assert prepared(here, bursar, head, nature="signature").step == "awaiting"


def test_what_is_in_the_parapheur_does_not_change_under_its_reader(here, head, lead):
    act = prepared(here, lead.person, head)
    with pytest.raises(NotAllowed):
        designations.write_designation(here, act, {"rights": ["do:journal"]}, today=TODAY, by=head)
    snapshot = act.content
    lead.person.job = "Autre"
    lead.person.save()
    act.refresh_from_db()
    assert act.content == snapshot


def test_a_refusal_gives_the_draft_back_with_its_reason(here, head, lead):
    act = signing.refuse_designation(prepared(here, lead.person, head), "Trop large.", by=head)
    assert (act.step, act.refusal) == ("draft", "Trop large.")


def test_a_renewal_begins_the_day_after_and_is_made_once(here, head, lead):
    act = signed(here, prepared(here, lead.person, head), head)
    june = date(2027, 6, 1)
    assert designations.prepare_renewals(here, today=june, by=head) == 1
    assert designations.prepare_renewals(here, today=june, by=head) == 0
    after = act.renewed_by
    assert (after.starts_on, after.ends_on) == (date(2027, 10, 1), date(2028, 9, 30))
    assert after.rights == act.rights


def test_an_act_about_a_service_opens_nothing_in_fanal(here, head, lead):
    service = OnlineService.objects.create(school=here, name="Pronote")
    act = signed(here, prepared(here, lead.person, head, service=service), head)
    assert (act.rights, rights(lead.person)) == ([], set())


def test_what_was_given_while_awaiting_ends_with_the_first_act(here, head):
    person = PersonFactory(school=here)
    AccessGrant.objects.create(
        school=here, person=person, operations=Delegated.values, valid_from=TODAY, valid_until=NEXT
    )
    signed(here, prepared(here, person, head, rights=["do:year"]), head)
    assert rights(person) == {"do:year"}


def test_the_same_person_is_not_prepared_twice_for_the_same_thing(here, head, lead):
    act = prepared(here, lead.person, head)
    with pytest.raises(RuleBroken, match=f"n° {act.number}"):
        prepared(here, lead.person, head)
    signed(here, act, head)
    assert prepared(here, lead.person, head).step == "awaiting"  # what follows it


@pytest.mark.django_db(transaction=True)
def test_two_heads_cannot_both_sign(school):
    with scope(school):
        heads = [actor_of(member_of(school, Role.HEAD).person, Role.HEAD) for _ in range(2)]
        act = prepared(school, member_of(school, Role.TEACHER).person, heads[0])

    assert at_once(school, *(lambda head=head: signed(school, act, head) for head in heads)) == [
        "done",
        "refused",
    ]
    with scope(school):
        assert Signing.objects.for_school(school).count() == 1
        assert Designation.objects.for_school(school).get().step == "signed"
