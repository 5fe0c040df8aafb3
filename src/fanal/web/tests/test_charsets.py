"""No charset but UTF-8 is ever used to read what a stranger sends (verified in November 2026, § 7 S2)."""

import codecs
import encodings
import pkgutil
from encodings.aliases import aliases

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT

from fanal.config.wsgi import application
from fanal.core.http.edge import OF_AGENTS, OF_FORMS, refusal_of
from fanal.core.testing import ForgetfulClient, working_less_than

MODULES = {module.name for module in pkgutil.iter_modules(encodings.__path__)} - {"aliases"}
EVERY_CHARSET = sorted({*aliases, *aliases.values(), *MODULES, "utf-8-sig", "nothing-of-the-kind"})
FORM, AGENT, API = "/compte/login/", "/e/9990001X/agent/secret/", "/e/9990001X/api/v1/requests"
SECONDS = 1.0
PART = (
    '--B\r\nContent-Disposition: form-data; name="login"\r\n'
    "Content-Type: text/plain; charset={0}\r\n\r\n"
    'abc\r\n--B\r\nContent-Disposition: form-data; name="_charset_"\r\n\r\n{0}\r\n'
    "--B\r\nContent-Disposition: form-data; name*={0}''%41%42; filename*={0}''%43%44.txt\r\n"
    "\r\nx\r\n--B--\r\n"
)


def test_every_codec_of_python_is_in_the_list():
    assert len(EVERY_CHARSET) > 400
    assert {"punycode", "zlib_codec", "hex_codec", "rot_13", "idna", "undefined", "utf_7"} <= set(
        EVERY_CHARSET
    )


@pytest.mark.parametrize("path", [FORM, AGENT, API])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=B", "application/x-www-form-urlencoded"])
def test_a_body_in_another_charset_is_refused_before_it_is_read(path, kind):
    allowed = OF_AGENTS if path == AGENT else OF_FORMS
    for charset in EVERY_CHARSET:
        for form in (charset, f'"{charset.upper()}"', f"{charset} ; x=y"):
            environ = {"REQUEST_METHOD": "POST", "PATH_INFO": path, "CONTENT_TYPE": f"{kind}; CharSet={form}"}
            refused = refusal_of(environ)
            status = refused.status_code if refused else None
            assert status == (None if charset in allowed else 415), charset


@pytest.mark.parametrize("tail", ["charset*=punycode''x", "charset*0=puny; charset*1=code", "x*=zlib''y"])
def test_a_charset_named_by_another_way_is_refused(client, tail):
    answer = client.generic("POST", FORM, b"a=b", content_type=f"multipart/form-data; boundary=B; {tail}")
    assert answer.status_code == 415


def test_the_query_string_of_a_page_is_not_read_by_a_codec_of_the_sender(client):
    for charset in EVERY_CHARSET:
        kind = f"text/plain; charset={charset}"
        assert client.get("/compte/login/?next=%E9", CONTENT_TYPE=kind).status_code in {200, 415}, charset


def test_a_long_body_in_punycode_costs_nothing(client):
    """700 kB twice froze the site for twenty seconds."""
    body = b"--B\r\nContent-Disposition: form-data; name=a\r\n\r\n" + b"a-" * 350_000 + b"\r\n--B--\r\n"
    kind = "multipart/form-data; charset=punycode; boundary=B"
    with working_less_than(SECONDS):
        for _ in range(2):
            assert client.generic("POST", FORM, body, content_type=kind).status_code == 415


def test_the_parts_of_a_form_name_no_codec_either(client):
    for charset in EVERY_CHARSET:
        body = PART.format(charset).encode()
        with working_less_than(SECONDS):
            answer = client.generic("POST", FORM, body, content_type="multipart/form-data; boundary=B")
        assert answer.status_code < 500, charset


def test_ten_thousand_parts_in_punycode_cost_less_than_a_second(client):
    name = "a-" * 400
    part = f"--B\r\nContent-Disposition: form-data; name*=punycode''{name}\r\n\r\nx\r\n"
    with working_less_than(SECONDS):
        client.generic("POST", FORM, (part * 2000).encode(), content_type="multipart/form-data; boundary=B")


def test_what_browsers_and_programs_really_send_is_read(client):
    for kind in (MULTIPART_CONTENT, f"multipart/form-data; charset=UTF-8; boundary={BOUNDARY}"):
        assert client.post(FORM, {"login": "é"}, content_type=kind).status_code == 200
    for kind in ("application/x-www-form-urlencoded;charset=utf-8", 'text/plain; charset="UTF-8"'):
        assert client.generic("POST", FORM, b"login=x", content_type=kind).status_code == 200
    assert (
        client.generic("POST", API, b"{}", content_type="application/json; charset=UTF-8").status_code == 401
    )


@pytest.mark.parametrize(
    "kind", ["application/xml", "application/x-compress-zlib", "text/xml; charset=iso-8859-1"]
)
def test_agents_send_what_they_send_to_their_own_address(client, db, kind):
    assert client.generic("POST", AGENT, b"<xml/>", content_type=kind).status_code == 401


def test_a_refusal_is_a_sentence_for_people_and_json_for_programs(client):
    kind = "application/json; charset=hex"
    assert "UTF-8" in client.generic("POST", FORM, b"{}", content_type=kind).text
    assert client.generic("POST", API, b"{}", content_type=kind).json()["status"] == 415


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"CONTENT_TYPE": "text/plain; charset=zlib"}, "415"),
        ({"CONTENT_LENGTH": str(33 * 1024 * 1024)}, "413"),
        ({"PATH_INFO": "/q/a\0b"}, "400"),
        ({"QUERY_STRING": "q=" + "a" * 16_000}, "414"),
        ({"REQUEST_METHOD": "BREW"}, "405"),
    ],
)
def test_any_wsgi_server_is_behind_the_same_edge(change, status):
    environ = ForgetfulClient()._base_environ(**{"PATH_INFO": "/healthz", **change})
    answered: list[str] = []
    body = application(environ, lambda status, _headers: answered.append(status))
    assert answered[0].startswith(status)
    assert b"".join(body)


def test_looking_up_a_charset_is_left_to_nobody(client, monkeypatch):
    """Each unknown name would stay in the memory of Python's `encodings` for ever."""
    monkeypatch.setattr(codecs, "lookup", lambda name: pytest.fail(f"looked up {name}"))
    assert (
        client.generic("POST", FORM, b"x", content_type="text/plain; charset=unheard-of").status_code == 415
    )
