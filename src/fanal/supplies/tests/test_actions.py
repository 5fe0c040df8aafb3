"""Licences, contracts and stock: what is kept, what is refused, who may."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from fanal.accounts.models import Person
from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.tenancy import scope
from fanal.equipment.models import Equipment
from fanal.supplies.actions import consumable as stock
from fanal.supplies.actions import machines as actions
from fanal.supplies.actions import purchase
from fanal.supplies.models import (
    Consumable,
    FormerPeriod,
    Licence,
    LicenceSeat,
    MaintenanceContract,
    StockMovement,
)
from fanal.supplies.tests.conftest import CONTRACT, LICENCE, TODAY, bought, followed, signed

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def _here(school):
    with scope(school):
        yield


def give(licence, by, machines=(), people=()):
    return actions.give_seats(licence, list(machines), list(people), today=TODAY, by=by)


def test_a_key_is_refused_and_its_place_is_kept(school, boss):
    licence = bought(school, boss, key_place="Coffre de la direction, enveloppe 3")
    assert licence.key_place.startswith("Coffre")
    for name in ("key_place", "proof_place", "note"):
        with pytest.raises(RuleBroken, match="ressemble à un secret"):
            bought(school, boss, **{name: "N8K2V-QQ7TD-44XPB-6M2YR-WD3CH"})


def test_never_more_seats_than_were_bought(school, boss, machines):
    licence = bought(school, boss)
    assert give(licence, boss, machines[:2]) == 2
    with pytest.raises(RuleBroken, match="Il reste 1 place sur 3, et il en faut 2"):
        give(licence, boss, machines[1:4])
    assert give(licence, boss, machines[:3]) == 1, "who has one is passed over"
    with pytest.raises(RuleBroken, match="3 places sont données"):
        purchase.change_purchase(licence, LICENCE | {"seats": 2}, by=boss)
    with pytest.raises(RuleBroken, match="reprenez-les"):
        purchase.remove_purchase(licence, by=boss)
    assert actions.take_back_seats(licence, list(licence.given.values_list("pk", flat=True)), by=boss) == 3
    purchase.remove_purchase(licence, by=boss)
    assert not Licence.objects.for_school(school).exists()


def test_what_is_gone_holds_no_seat_quietly(school, boss, machines, colleague):
    licence = bought(school, boss)
    personal = bought(school, boss, name="Montage", kind="person")
    give(licence, boss, machines[:1])
    give(personal, boss, people=[colleague])
    assert not LicenceSeat.objects.for_school(school).gone(TODAY).exists()
    Equipment.objects.filter(pk=machines[0].pk).update(state="disposed")
    Person.objects.filter(pk=colleague.pk).update(left_on=TODAY + timedelta(days=1))
    assert not personal.given.gone(TODAY).exists(), "the last day of somebody is still to come"
    Person.objects.filter(pk=colleague.pk).update(left_on=TODAY)
    assert LicenceSeat.objects.for_school(school).gone(TODAY).count() == 2
    assert [seat.is_gone for seat in licence.given.with_gone(TODAY)] == [True]
    machines[0].refresh_from_db()
    colleague.refresh_from_db()
    with pytest.raises(RuleBroken, match="n’est plus dans l’établissement"):
        give(bought(school, boss, name="Autre"), boss, machines[:1])
    with pytest.raises(RuleBroken, match="aucune place ne lui est donnée"):
        give(personal, boss, people=[colleague])


def test_a_seat_is_of_one_machine_or_of_one_person(school, boss, machines, colleague):
    licence = bought(school, boss)
    for given in ({}, {"equipment": machines[0], "person": colleague}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LicenceSeat.objects.create(school=school, licence=licence, given_on=TODAY, **given)


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"ends_on": date(2025, 12, 31)}, "licence_ends_after_start"),
        ({"ends_on": None, "is_tacit": True}, "licence_tacit_has_an_end"),
        ({"seats": None}, "licence_counted_has_seats"),
        ({"seats": 0}, "licence_counted_has_seats"),
        ({"kind": "school"}, "licence_counted_has_seats"),
    ],
)
def test_the_database_refuses_a_licence_that_cannot_be(school, boss, wrong, name):
    licence = bought(school, boss)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Licence.objects.filter(pk=licence.pk).update(**wrong)


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"ends_on": date(2026, 8, 31)}, "maintenancecontract_ends_after_start"),
        ({"ends_on": None}, "maintenancecontract_tacit_has_an_end"),
    ],
)
def test_the_database_refuses_a_contract_that_cannot_be(school, boss, wrong, name):
    contract = signed(school, boss)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        MaintenanceContract.objects.filter(pk=contract.pk).update(**wrong)


def test_a_renewal_keeps_what_it_was(school, boss):
    licence = bought(school, boss)
    new = {"ends_on": date(2027, 12, 31), "price_cents": 70_000, "seats": 5}
    renewed = purchase.renew_purchase(licence, new, by=boss)
    assert (renewed.starts_on, renewed.ends_on) == (date(2027, 1, 1), date(2027, 12, 31))
    assert (renewed.decide_on, renewed.seats, renewed.price_cents) == (date(2027, 12, 31), 5, 70_000)
    kept = FormerPeriod.objects.get(licence=licence)
    assert (kept.starts_on, kept.ends_on) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (kept.seats, kept.price_cents) == (3, 64_000)
    with pytest.raises(RuleBroken, match="déjà renouvelée"):
        purchase.renew_purchase(licence, new, by=boss)
    assert FormerPeriod.objects.for_school(school).count() == 1


def test_a_contract_says_until_when_one_may_cancel(school, boss):
    contract = signed(school, boss)
    assert contract.decide_on == date(2027, 5, 31)
    cancelled = purchase.change_purchase(contract, CONTRACT | {"is_tacit": False}, by=boss)
    assert cancelled.decide_on == date(2027, 8, 31)


def test_machines_are_covered_once_and_taken_out(school, boss, machines):
    contract = signed(school, boss)
    assert actions.cover_machines(contract, machines[:3], by=boss) == 3
    assert actions.cover_machines(contract, machines, by=boss) == 2
    with pytest.raises(RuleBroken, match="couvre déjà"):
        actions.cover_machines(contract, machines, by=boss)
    rows = list(contract.machines.values_list("pk", flat=True))
    assert actions.uncover_machines(contract, rows[:2], by=boss) == 2
    assert actions.uncover_machines(contract, rows[:2], by=boss) == 0, "twice is once"
    with pytest.raises(RuleBroken, match="Cochez"):
        actions.uncover_machines(contract, [], by=boss)


def test_the_level_is_the_sum_of_the_movements(school, boss, machines):
    toner, now = followed(school, boss), {"now": timezone.now(), "by": boss}
    stock.take(toner, 1, equipment=machines[0], **now)
    stock.bring_in(toner, 5, "BL 12", **now)
    left = stock.count_again(toner, 6, "deux périmés", **now)
    moves = StockMovement.objects.for_school(school)
    assert left.level == moves.aggregate(sum=Sum("change"))["sum"] == 6
    with pytest.raises(RuleBroken, match="Il en reste 6"):
        stock.take(toner, 7, **now)
    stock.count_again(toner, 6, "exact", **now)
    assert (moves.latest("pk").change, moves.latest("pk").word) == (0, "exact"), "counted, and as many"
    with pytest.raises(IntegrityError), transaction.atomic():
        Consumable.objects.filter(pk=toner.pk).update(level=-1)


def test_what_is_at_its_threshold_is_to_order(school, boss):
    toner = followed(school, boss, level=3)
    assert not Consumable.objects.for_school(school).at_threshold().exists()
    left = stock.take(toner, 1, now=timezone.now(), by=boss)
    assert left.to_order == 2
    assert Consumable.objects.for_school(school).at_threshold().exists()
    with pytest.raises(RuleBroken, match="existe déjà"):
        followed(school, boss)
    stock.change_consumable(left, {"name": "Toner", "is_closed": True}, by=boss)
    assert not Consumable.objects.for_school(school).at_threshold().exists()
    with pytest.raises(RuleBroken, match="n’est plus suivi"):
        stock.bring_in(toner, 1, "", now=timezone.now(), by=boss)


@pytest.mark.parametrize("role", [Role.HEAD, Role.TEACHER, Role.TECHNICIAN])
def test_who_does_not_keep_them_changes_nothing(school, boss, colleague, machines, role):
    licence, toner, other = bought(school, boss), followed(school, boss), actor_of(colleague, role)
    for refused in (
        lambda: bought(school, other),
        lambda: give(licence, other, machines[:1]),
        lambda: purchase.renew_purchase(licence, {"ends_on": TODAY + timedelta(days=900)}, by=other),
        lambda: stock.bring_in(toner, 1, "", now=timezone.now(), by=other),
    ):
        with pytest.raises(NotAllowed):
            refused()
    if role is Role.HEAD:
        assert stock.take(toner, 1, now=timezone.now(), by=other).level == 3


@pytest.mark.parametrize("key", ["N8K2V-QQ7TD-44XPB-6M2YR-WD3CH", "N8K2V QQ7TD 44XPB 6M2YR WD3CH"])
def test_a_key_is_refused_wherever_it_is_pasted(school, boss, key):
    """In a name, a publisher, an order, a contract's own words too; « AutoCAD2026 » is kept."""
    for name in ("name", "publisher", "supplier", "order_reference", "program_words", "note"):
        with pytest.raises(RuleBroken, match="ressemble à un secret"):
            bought(school, boss, **{name: key})
    for name in ("name", "supplier", "reference", "order_reference", "covers", "note"):
        with pytest.raises(RuleBroken, match="ressemble à un secret"):
            signed(school, boss, **{name: key})
    harmless = {"publisher": "1Password", "supplier": "Place Rouge Paris 75001"}
    bought(school, boss, name="AutoCAD2026", order_reference="2026-0450-LOT3-0012", **harmless)


def test_a_notice_longer_than_the_period_is_refused(school, boss):
    with pytest.raises(RuleBroken, match="Un préavis de 13 mois est plus long que la période"):
        signed(school, boss, notice_months=13)
    assert signed(school, boss, notice_months=12).decide_on == date(2026, 8, 31)
