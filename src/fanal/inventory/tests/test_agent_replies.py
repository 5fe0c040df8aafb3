import json

import pytest
from lxml import etree

from fanal.inventory.formats.messages import Contact, MachineReport, Prolog, parse
from fanal.inventory.formats.replies import Reply, accepted, refused
from fanal.inventory.formats.wire import Compression, decode

PROLOG = Prolog("pc-1")
CONTACT = Contact("pc-1", "GLPI-Agent", "1.12", ("inventory", "deploy"), "")


def text(reply: Reply) -> bytes:
    return decode(reply.body, reply.content_type).body


def answer(message: Prolog | Contact | MachineReport, *, has_agent_id: bool) -> bytes:
    return text(
        accepted(message, compression=Compression.RAW, has_agent_id=has_agent_id, version="1.0", hours=24)
    )


def test_fusioninventory_is_told_to_send() -> None:
    reply = etree.fromstring(answer(PROLOG, has_agent_id=False))
    assert (reply.tag, reply.findtext("PROLOG_FREQ"), reply.findtext("RESPONSE")) == ("REPLY", "24", "SEND")


def test_glpi_agent_learns_from_json_that_it_may_speak_natively() -> None:
    assert json.loads(answer(PROLOG, has_agent_id=True)) == {"status": "ok", "expiration": 24}


def test_contact_serves_inventory_and_switches_off_the_rest() -> None:
    message = json.loads(answer(CONTACT, has_agent_id=True))
    assert message["tasks"] == {"inventory": {"server": "glpi", "version": "1.0"}}
    assert message["disabled"] == ["deploy"]
    assert "deploy" in message["message"]


@pytest.mark.parametrize(
    ("body", "has_agent_id", "expected"),
    [
        pytest.param(
            b'{"action":"inventory","deviceid":"a","content":{}}', False, b'"status": "ok"', id="native"
        ),
        pytest.param(
            b"<REQUEST><DEVICEID>a</DEVICEID><QUERY>INVENTORY</QUERY><CONTENT/></REQUEST>",
            False,
            b"<REPLY><RESPONSE>SEND</RESPONSE></REPLY>",
            id="xml",
        ),
    ],
)
def test_an_inventory_is_acknowledged_in_its_own_language(
    body: bytes, has_agent_id: bool, expected: bytes
) -> None:
    assert expected in answer(parse(body), has_agent_id=has_agent_id)


@pytest.mark.parametrize(
    ("compression", "content_type"),
    [
        (Compression.ZLIB, "application/x-compress-zlib"),
        (Compression.GZIP, "application/x-compress-gzip"),
        (Compression.RAW, "application/xml"),
    ],
)
def test_the_answer_is_compressed_as_the_request_was(compression: Compression, content_type: str) -> None:
    reply = accepted(PROLOG, compression=compression, has_agent_id=False, version="1.0")
    assert reply.content_type == content_type
    assert decode(reply.body).compression is compression
    assert b"<REPLY>" in text(reply)


def test_a_refusal_carries_its_sentence_and_status() -> None:
    native = refused("Trop gros.", 413, has_agent_id=True)
    assert (native.status, json.loads(native.body)["status"]) == (413, "error")
    legacy = refused("Pas de <DTD> & compagnie.", 400, has_agent_id=False)
    assert etree.fromstring(legacy.body).findtext("ERROR") == "Pas de <DTD> & compagnie."
