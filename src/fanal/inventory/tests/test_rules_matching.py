import pytest

from fanal.equipment.rules.serials import useful_mac, useful_serial, useful_uuid
from fanal.inventory.rules.matching import (
    KnownMachine,
    MachineIdentity,
    MatchOutcome,
    identity,
    match,
)

UUID = "4C4C4544-0034-3010-8048-B6C04F503732"
MAC, OTHER_MAC = "3c:52:82:11:22:33", "3c:52:82:44:55:66"


@pytest.mark.parametrize(
    ("serial", "kept"),
    [
        pytest.param(" 5cd 1234abc\n", "5CD 1234ABC", id="cleaned"),
        pytest.param("5CD1234ABC", "5CD1234ABC", id="real"),
        *[
            pytest.param(dummy, "", id=dummy or "empty")
            for dummy in (
                "",
                "0",
                "To be filled by O.E.M.",
                "To Be Filled By O.E.M.",
                "System Serial Number",
                "Default string",
                "None",
                "N/A",
                "Not Specified",
                "00000000",
                "123456789",
                "XXXXXXX",
                "0123456789",
                "-----",
                "\x00\x00\x00\x00",
            )
        ],
    ],
)
def test_a_placeholder_is_no_serial(serial: str, kept: str) -> None:
    assert useful_serial(serial) == kept


@pytest.mark.parametrize(
    ("uuid", "is_useful"),
    [
        pytest.param(UUID, True, id="real"),
        pytest.param("f1a25c782a03d5e808a77d4275e1faf6e32592c4", True, id="longer, from an agent"),
        pytest.param("00000000-0000-0000-0000-000000000000", False, id="zeros"),
        pytest.param("FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", False, id="ones"),
        pytest.param("03000200-0400-0500-0006-000700080009", False, id="a maker's placeholder"),
        pytest.param("00020003-0004-0005-0006-000700080009", False, id="the same, bytes swapped"),
        pytest.param("Not Settable", False, id="words"),
    ],
)
def test_a_placeholder_is_no_uuid(uuid: str, is_useful: bool) -> None:
    assert bool(useful_uuid(uuid)) is is_useful


def test_both_byte_orders_of_a_uuid_are_one() -> None:
    assert useful_uuid("44454C4C-3400-1030-8048-B6C04F503732") == useful_uuid(UUID.lower())


@pytest.mark.parametrize(
    ("mac", "kept"),
    [
        pytest.param("3C-52-82-11-22-33", MAC, id="real, with dashes"),
        pytest.param("00:00:00:00:00:00", "", id="loopback"),
        pytest.param("ff:ff:ff:ff:ff:ff", "", id="broadcast"),
        pytest.param("02:42:ac:11:00:02", "", id="container, same on every machine"),
        pytest.param("00:50:56:c0:00:08", "", id="virtualisation host adapter"),
        pytest.param("01:00:5e:00:00:01", "", id="group address"),
        pytest.param("3c:52:82", "", id="cut"),
    ],
)
def test_a_shared_address_is_no_identity(mac: str, kept: str) -> None:
    assert useful_mac(mac) == kept


PC = identity(serial="5CD1234ABC", uuid=UUID, macs=[MAC], device_id="pc-2026-01-01", name="PC-B12-01")


@pytest.mark.parametrize(
    ("incoming", "reason"),
    [
        pytest.param(identity(serial="5cd1234abc", name="NOUVEAU-NOM"), "même numéro de série", id="renamed"),
        pytest.param(identity(uuid=UUID), "UUID", id="no serial, same UUID"),
        pytest.param(identity(macs=[MAC]), "même adresse réseau", id="only the address"),
        pytest.param(identity(device_id="pc-2026-01-01"), "même identifiant d’agent", id="only the agent"),
        pytest.param(
            identity(serial="5CD1234ABC", macs=[OTHER_MAC]), "numéro de série", id="new network card"
        ),
    ],
)
def test_a_known_machine_is_found_and_says_why(incoming: MachineIdentity, reason: str) -> None:
    outcome = match(incoming, [KnownMachine(1, PC), KnownMachine(2, identity(serial="AUTRE9876"))])
    assert (outcome.outcome, outcome.key) == (MatchOutcome.FOUND, 1)
    assert any(reason in why for why in outcome.why)


@pytest.mark.parametrize(
    "incoming",
    [
        pytest.param(identity(serial="ZZ99887766", name="PC-B12-01"), id="same name"),
        pytest.param(identity(serial="ZZ99887766", macs=[MAC]), id="same dock, another serial"),
        pytest.param(identity(serial="ZZ99887766", device_id="pc-2026-01-01"), id="cloned disk"),
        pytest.param(identity(serial="Default string", macs=[OTHER_MAC]), id="placeholder serial"),
    ],
)
def test_another_machine_is_new(incoming: MachineIdentity) -> None:
    placeholder = KnownMachine(3, identity(serial="Default string", macs=["3c:52:82:77:88:99"]))
    assert match(incoming, [KnownMachine(1, PC), placeholder]).outcome is MatchOutcome.NEW


@pytest.mark.parametrize(
    ("incoming", "known_machines", "candidates"),
    [
        pytest.param(
            identity(serial="5CD1234ABC"),
            [KnownMachine(1, PC), KnownMachine(2, PC)],
            (1, 2),
            id="two records, one serial",
        ),
        pytest.param(
            identity(serial="5CD1234ABC", uuid="AB4C4544-0034-3010-8048-B6C04F503732"),
            [KnownMachine(1, PC)],
            (1,),
            id="same serial, another UUID",
        ),
        pytest.param(
            identity(serial="ZZ99887766", uuid=UUID), [KnownMachine(1, PC)], (1,), id="UUID used twice"
        ),
        pytest.param(identity(name="PC-B12-01"), [KnownMachine(1, PC)], (1,), id="nothing but a name"),
        pytest.param(identity(serial="None"), [], (), id="nothing at all"),
    ],
)
def test_a_doubt_is_left_to_a_human(
    incoming: MachineIdentity, known_machines: list[KnownMachine], candidates: tuple[int, ...]
) -> None:
    outcome = match(incoming, known_machines)
    assert (outcome.outcome, outcome.key, outcome.candidates) == (MatchOutcome.TO_CHECK, None, candidates)
    assert outcome.why


def test_a_namesake_is_only_mentioned() -> None:
    outcome = match(identity(serial="ZZ99887766", name="pc-b12-01"), [KnownMachine(1, PC)])
    assert (outcome.outcome, outcome.candidates) == (MatchOutcome.NEW, (1,))
