from datetime import date

import pytest

from fanal.equipment.rules.kinds import DEFAULT_KINDS
from fanal.equipment.rules.states import DisposalDecision, EquipmentState, advice, decider, refusals
from fanal.equipment.rules.warranty import end_of_warranty, in_words, is_covered, is_ending

TODAY = date(2026, 11, 25)
VOTED = DisposalDecision("délibération n° 2026-41", date(2026, 11, 5))


@pytest.mark.parametrize(
    ("code", "years"), [("desktop", 5), ("laptop", 5), ("tablet", 4), ("projector", 7), ("printer", None)]
)
def test_default_lives_are_settings(code: str, years: int | None) -> None:
    kind = next(kind for kind in DEFAULT_KINDS if kind.code == code)
    assert kind.life_years == years


def test_codes_of_default_types_are_unique_and_end_with_other() -> None:
    codes = [kind.code for kind in DEFAULT_KINDS]
    assert len(set(codes)) == len(codes)
    assert codes[-1] == "other"


@pytest.mark.parametrize(
    ("state", "to"),
    [
        pytest.param(EquipmentState.STOCK, EquipmentState.SERVICE, id="put into service"),
        pytest.param(EquipmentState.SERVICE, EquipmentState.BROKEN, id="breaks down"),
        pytest.param(EquipmentState.BROKEN, EquipmentState.REPAIR, id="sent to repair"),
        pytest.param(EquipmentState.REPAIR, EquipmentState.SERVICE, id="comes back"),
        pytest.param(EquipmentState.SERVICE, EquipmentState.STOLEN, id="stolen"),
        pytest.param(EquipmentState.LOST, EquipmentState.SERVICE, id="found again"),
    ],
)
def test_an_ordinary_life(state: EquipmentState, to: EquipmentState) -> None:
    assert refusals(state, to, owner="authority", today=TODAY) == []


@pytest.mark.parametrize(
    ("state", "to", "sentence"),
    [
        pytest.param(EquipmentState.SERVICE, EquipmentState.SERVICE, "déjà", id="same state"),
        pytest.param(
            EquipmentState.SERVICE,
            EquipmentState.DISPOSED,
            "d’abord en réserve",
            id="never straight from a room",
        ),
        pytest.param(
            EquipmentState.DISPOSED, EquipmentState.STOCK, "ne change plus", id="disposed of for good"
        ),
        pytest.param(EquipmentState.STOLEN, EquipmentState.LOST, "ne peut pas", id="stolen is not lost"),
    ],
)
def test_what_is_refused_and_why(state: EquipmentState, to: EquipmentState, sentence: str) -> None:
    assert any(sentence in reason for reason in refusals(state, to, owner="authority", today=TODAY))


def test_no_board_of_a_public_school_disposes_of_the_goods_of_a_private_one() -> None:
    """verified.md § 3.6: the write-off of a private school read public law."""
    reasons = refusals(
        EquipmentState.STOCK, EquipmentState.DISPOSED, owner="school", today=TODAY, is_private=True
    )
    assert "organisme de gestion" in " ".join(reasons)
    assert "conseil d’administration" not in " ".join(reasons)


@pytest.mark.parametrize(
    ("owner", "body"),
    [
        ("authority", "l’organe compétent de la collectivité"),
        ("school", "conseil d’administration"),
        ("state", "l’État"),
    ],
)
def test_disposal_is_decided_by_the_owner(owner: str, body: str) -> None:
    reasons = refusals(EquipmentState.STOCK, EquipmentState.DISPOSED, owner=owner, today=TODAY)
    assert any(body in reason for reason in reasons)
    assert (
        refusals(EquipmentState.STOCK, EquipmentState.DISPOSED, owner=owner, today=TODAY, decision=VOTED)
        == []
    )


@pytest.mark.parametrize(
    ("decision", "is_held", "sentence"),
    [
        pytest.param(DisposalDecision(" ", TODAY), False, "indiquez la décision", id="no reference"),
        pytest.param(
            DisposalDecision("n° 1", date(2026, 12, 1)), False, "date à venir", id="not yet decided"
        ),
        pytest.param(VOTED, True, "retour", id="still lent to someone"),
    ],
)
def test_a_disposal_that_is_not_ready(decision: DisposalDecision, is_held: bool, sentence: str) -> None:
    reasons = refusals(
        EquipmentState.STOCK,
        EquipmentState.DISPOSED,
        owner="school",
        today=TODAY,
        decision=decision,
        is_held=is_held,
    )
    assert any(sentence in reason for reason in reasons)


def test_a_theft_calls_for_a_complaint() -> None:
    assert any("plainte" in sentence for sentence in advice(EquipmentState.STOLEN))
    assert advice(EquipmentState.SERVICE) == []


@pytest.mark.parametrize(
    ("bought", "months", "end"),
    [
        pytest.param(date(2026, 11, 14), 36, date(2029, 11, 13), id="three years"),
        pytest.param(date(2027, 1, 31), 1, date(2027, 2, 28), id="short month"),
        pytest.param(date(2028, 2, 29), 12, date(2029, 2, 28), id="leap day"),
        pytest.param(date(2026, 12, 1), 1, date(2026, 12, 31), id="over the new year"),
    ],
)
def test_a_warranty_runs_in_whole_months(bought: date, months: int, end: date) -> None:
    assert end_of_warranty(bought, months) == end


@pytest.mark.parametrize(
    ("until", "words"),
    [
        pytest.param(None, "Garantie inconnue", id="unknown"),
        pytest.param(
            date(2029, 11, 13), "Sous garantie jusqu’au 13 novembre 2029 (encore 2 ans)", id="years"
        ),
        pytest.param(
            date(2027, 7, 1), "Sous garantie jusqu’au 1er juillet 2027 (encore 7 mois)", id="months"
        ),
        pytest.param(date(2026, 12, 7), "Sous garantie jusqu’au 7 décembre (encore 12 jours)", id="days"),
        pytest.param(TODAY, "Sous garantie jusqu’au 25 novembre (dernier jour)", id="today"),
        pytest.param(date(2026, 11, 24), "Garantie finie depuis le 24 novembre", id="over"),
    ],
)
def test_a_warranty_in_words(until: date | None, words: str) -> None:
    assert in_words(until, today=TODAY) == words


def test_a_warranty_that_ends_soon_is_told() -> None:
    assert is_covered(TODAY, TODAY)
    assert is_ending(date(2026, 12, 24), TODAY)
    assert not is_ending(date(2026, 11, 24), TODAY)
    assert not is_covered(None, TODAY)


@pytest.mark.parametrize(
    ("owner", "is_private", "body"),
    [
        ("school", False, "le conseil d’administration de l’établissement"),
        ("school", True, "l’organisme de gestion de l’établissement (OGEC)"),
        ("authority", True, "l’organe compétent de la collectivité propriétaire"),
    ],
)
def test_who_decides_is_said_in_one_place(owner, is_private, body):
    assert decider(owner, is_private=is_private) == body
