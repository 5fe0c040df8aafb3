import gzip
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.testing import working_less_than
from fanal.inventory.formats.messages import parse
from fanal.inventory.formats.wire import MAX_BODY, MAX_SENT, BadReport, Compression, decode, encode

PROLOG = b"<REQUEST><DEVICEID>pc-1</DEVICEID><QUERY>PROLOG</QUERY></REQUEST>"


@pytest.mark.parametrize("compression", list(Compression))
def test_what_is_encoded_is_decoded(compression: Compression) -> None:
    decoded = decode(encode(PROLOG, compression), "application/xml")
    assert (decoded.body, decoded.compression) == (PROLOG, compression)


@pytest.mark.parametrize("level", [1, 6, 9])
def test_every_level_of_zlib_is_known_by_its_first_bytes(level: int) -> None:
    assert decode(zlib.compress(PROLOG, level), "application/octet-stream").body == PROLOG


def test_zlib_answers_begin_as_fusioninventory_expects() -> None:
    assert encode(PROLOG, Compression.ZLIB).startswith(b"\x78\x9c")


def bomb(size: int) -> bytes:
    return zlib.compress(b"<a>" + b"\0" * size, 9)


@pytest.mark.parametrize(
    ("body", "content_type", "status", "sentence"),
    [
        pytest.param(b"", "", 400, "ni du XML ni du JSON", id="empty"),
        pytest.param(b"bonjour", "text/plain", 400, "ni du XML ni du JSON", id="text"),
        pytest.param(zlib.compress(b"\x89PNG"), "", 400, "ni du XML ni du JSON", id="an image"),
        pytest.param(zlib.compress(PROLOG)[:-6], "", 400, "coupé", id="cut zlib"),
        pytest.param(gzip.compress(PROLOG)[:-9], "", 400, "coupé", id="cut gzip"),
        pytest.param(zlib.compress(PROLOG) + b"more", "", 400, "autre chose", id="something after"),
        pytest.param(b"\x78\x9c" + b"\xff" * 40, "", 400, "illisible", id="broken zlib"),
        pytest.param(PROLOG, "application/x-br", 415, "brotli", id="brotli"),
        pytest.param(b"<" + b" " * MAX_SENT, "", 413, "trop gros", id="too big on the wire"),
        pytest.param(bomb(1_000_000), "", 413, "trop gros", id="ratio above 200"),
        pytest.param(bomb(2 * MAX_BODY), "", 413, "trop gros", id="64 MB"),
    ],
)
def test_a_bad_body_is_refused_with_a_sentence(
    body: bytes, content_type: str, status: int, sentence: str
) -> None:
    with working_less_than(1):
        with pytest.raises(BadReport) as refused:
            decode(body, content_type)
        assert refused.value.status == status
        assert sentence in refused.value.sentence


def expand(depth: int) -> bytes:
    laughs = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, depth))
    return f"<!DOCTYPE r [<!ENTITY a0 'ha'>{laughs}]><REQUEST>&a{depth - 1};</REQUEST>".encode()


XXE = b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><REQUEST><QUERY>&x;</QUERY></REQUEST>"
REMOTE = b"<!DOCTYPE r SYSTEM 'http://127.0.0.1:1/evil.dtd'><REQUEST/>"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(expand(10), 400, id="billion laughs"),
        pytest.param(expand(10).decode().encode("utf-16"), 400, id="billion laughs in UTF-16"),
        pytest.param(XXE, 400, id="external entity"),
        pytest.param(REMOTE, 400, id="external DTD"),
        pytest.param(b"<REQUEST>&x;</REQUEST>", 400, id="undeclared entity"),
        pytest.param(b"<REQUEST>" * 5000, 400, id="deep XML"),
        pytest.param(b"<REQUEST>" + b"<a/>" * 900_000 + b"</REQUEST>", 413, id="900 000 elements"),
        pytest.param(b"<REQUEST " + b"a=''" * 900_000 + b"/>", 413, id="900 000 attributes"),
        pytest.param(b'{"a":' + b"[" * 100_000, 400, id="deep JSON"),
        pytest.param(b'{"a":[' + b"[]," * 900_000 + b"1]}", 413, id="900 000 lists"),
        pytest.param(b'{"a":' + b"9" * 100_000 + b"}", 400, id="an endless number"),
    ],
)
def test_a_hostile_document_is_refused_quickly(body: bytes, status: int) -> None:
    with working_less_than(1):
        with pytest.raises(BadReport) as refused:
            parse(body)
        assert refused.value.status == status
        assert refused.value.sentence


def survives(body: bytes) -> None:
    try:
        parse(decode(body).body)
    except BadReport as refused:
        assert refused.sentence
        assert refused.status in {400, 413, 415, 501}


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    survives(body)
    survives(zlib.compress(body))
    survives(b"<" + body)
    survives(b"{" + body)


@given(st.data())
def test_a_damaged_report_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(zlib.compress(PROLOG * data.draw(st.integers(1, 3))))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    survives(bytes(whole[: data.draw(st.integers(0, len(whole)))]))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["name", "ssn", "uuid", "mac", "memory", ""]), inner, max_size=4)
    ),
    max_leaves=12,
)
SECTIONS = st.sampled_from(["bios", "hardware", "networks", "softwares", "storages", "cpus", "versionclient"])


@given(st.dictionaries(SECTIONS, VALUES, max_size=5), VALUES)
def test_any_json_of_the_right_shape_is_read_or_refused(content: dict[str, object], other: object) -> None:
    message = {"deviceid": "pc-1", "action": "inventory", "content": content, "tag": other, "partial": other}
    survives(json.dumps(message).encode())
