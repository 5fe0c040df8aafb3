"""No address from outside leads Fanal into a network that is not public."""

from ipaddress import ip_network

import pytest

from fanal.core.fetch import Forbidden, Guard, resolve, visit
from fanal.core.fetch.addresses import PRIVATE, nature, why_not_opened
from fanal.core.fetch.networks import read_networks
from fanal.core.tests.fetch.hostile import CASES, PLAIN, sentence_of


def never(host: str, port: int) -> list[str]:
    raise AssertionError(f"{host} was resolved")


def test_the_table_is_long_enough_and_says_nothing_twice():
    assert len(CASES) >= 150
    assert len({url for url, _ in CASES}) == len(CASES)


@pytest.mark.parametrize(("url", "says"), CASES)
def test_a_hostile_address_is_refused_with_its_sentence_before_any_packet(url, says, monkeypatch):
    monkeypatch.setattr("socket.create_connection", never)
    with pytest.raises(Forbidden) as refused:
        visit(url, Guard(resolve=never))
    assert refused.value.says == says


@pytest.mark.parametrize(
    ("what", "address"), [(what, address) for what, addresses in PLAIN.items() for address in addresses]
)
def test_a_name_that_leads_there_is_refused_alike(what, address, monkeypatch):
    monkeypatch.setattr("socket.create_connection", never)
    with pytest.raises(Forbidden) as refused:
        visit("https://ent.example.fr/", Guard(resolve=lambda host, port: [address]))
    assert refused.value.says == sentence_of(what)


def test_one_address_that_is_not_public_refuses_a_name_that_has_others(monkeypatch):
    monkeypatch.setattr("socket.create_connection", never)
    with pytest.raises(Forbidden):
        visit("https://ent.example.fr/", Guard(resolve=lambda host, port: ["93.184.215.14", "10.0.0.5"]))


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "172.32.0.1"])
def test_what_is_public_may_be_visited(address):
    assert [str(ip) for ip in resolve("ent.example.fr", Guard(resolve=lambda *_: [address]))] == [address]


def test_a_link_local_zone_is_no_site():
    with pytest.raises(Forbidden):
        resolve("ent.example.fr", Guard(resolve=lambda *_: ["fe80::1%eth0"]))


def test_an_internal_host_is_visited_only_in_a_network_that_was_opened():
    opened = Guard(opened=(ip_network("10.1.0.0/16"),), resolve=lambda host, port: [host_of[host]])
    host_of = {"moodle.lycee.fr": "10.1.2.3", "compta.lycee.fr": "10.2.0.1"}
    assert [str(ip) for ip in resolve("moodle.lycee.fr", opened)] == ["10.1.2.3"]
    with pytest.raises(Forbidden) as refused:
        resolve("compta.lycee.fr", opened)
    assert refused.value.says == sentence_of(PRIVATE)


def test_the_service_of_the_host_is_never_opened():
    guard = Guard(opened=(ip_network("100.64.0.0/10"),), resolve=lambda *_: ["100.100.100.200"])
    with pytest.raises(Forbidden):
        resolve("ent.example.fr", guard)


@pytest.mark.parametrize(
    "network",
    [
        "127.0.0.0/8",
        "127.0.0.1/32",
        "0.0.0.0/0",
        "169.254.0.0/16",
        "169.254.169.254/32",
        "::1/128",
        "::/0",
        "224.0.0.0/4",
        "8.8.8.0/24",
        "172.0.0.0/8",
        "fe80::/10",
        "192.0.0.0/8",
        "::ffff:10.0.0.0/104",
    ],
)
def test_an_operator_cannot_open_loopback_the_host_or_the_world(network):
    assert why_not_opened(ip_network(network))
    with pytest.raises(ValueError, match="réseau interne"):
        read_networks(network)


def test_a_network_is_opened_to_one_school_or_to_all():
    assert read_networks("10.1.0.0/16, 0590001z=192.168.4.0/24,") == [
        ("", ip_network("10.1.0.0/16")),
        ("0590001Z", ip_network("192.168.4.0/24")),
    ]
    with pytest.raises(ValueError, match="n’est pas un réseau"):
        read_networks("dix.un")


def test_our_table_knows_what_python_takes_for_public():
    """If Python learns one day, nothing is lost; until then this is why the table is there."""
    assert all(
        nature(address)
        for address in (
            ip_network("224.0.0.1/32")[0],
            ip_network("64:ff9b::7f00:1/128")[0],
            ip_network("fec0::1/128")[0],
        )
    )
