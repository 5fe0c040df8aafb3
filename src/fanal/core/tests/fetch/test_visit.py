"""Sites that answer, lie, dawdle and overflow: what a visit makes of each."""

import gzip
import socket
import threading
import time
import tracemalloc
import zlib

import pytest

from fanal.core.fetch import Forbidden, Guard, Unreachable, visit
from fanal.core.fetch.addresses import LOOPBACK
from fanal.core.fetch.refusals import CLOSED, NAME, SILENT, STRANGE, TOO_LONG, TOO_MANY
from fanal.core.tests.fetch.hostile import sentence_of
from fanal.core.tests.fetch.sites import Site, guard, leading_to, saying


def kind_of(url: str, by: Guard, **given) -> str:
    with pytest.raises(Unreachable) as error:
        visit(url, by, **given)
    return error.value.kind


def test_a_page_is_read_with_nothing_that_tells_who_we_are():
    with Site(saying(b"bonjour", "200 OK", "Set-Cookie: a=b", "ETag: x")).open() as site:
        page = visit(site.url(path="/etat?a=1#ici"), guard(site))
        assert (page.status, page.body, page.headers) == (200, b"bonjour", {"etag": "x"})
        visit(site.url(), guard(site))
    first, second = (request.lower() for request in site.requests)
    assert first.startswith("get /etat?a=1 http/1.1\r\n")
    assert not [word for word in ("cookie", "authorization", "referer") if word in first + second]


def test_loopback_is_closed_without_the_argument_of_the_tests():
    with Site(saying(b"secret")).open() as site, pytest.raises(Forbidden) as refused:
        visit(site.url(), guard(site, opened=()))
    assert refused.value.says == sentence_of(LOOPBACK)
    assert site.requests == []


class Changing:
    """A name whose answer is public the first time, and the machine itself afterwards; or the other way."""

    def __init__(self, *answers: str) -> None:
        self.answers, self.count = list(answers), 0

    def __call__(self, host: str, port: int) -> list[str]:
        self.count += 1
        return [self.answers[min(self.count, len(self.answers)) - 1]]


def test_an_answer_that_changes_between_the_check_and_the_connection_changes_nothing():
    with Site(saying(b"ici"), "127.0.0.2").open() as good, Site(saying(b"ailleurs"), "127.0.0.3").open():
        names = Changing("127.0.0.2", "127.0.0.3")
        page = visit(good.url("ent.example.fr"), guard(good, resolve=names))
        assert (page.body, names.count) == (b"ici", 1)


def test_a_name_is_looked_at_again_when_a_redirect_comes_back_to_it():
    names = Changing("127.0.0.2", "169.254.169.254")
    with Site(leading_to("/deux"), "127.0.0.2").open() as site, pytest.raises(Forbidden):
        visit(site.url("ent.example.fr"), guard(site, resolve=names))
    assert names.count == 2


def test_three_redirects_are_followed_and_no_more():
    def speak(way: socket.socket, request: str) -> None:
        step = int(request.split(" ")[1].strip("/") or 0)
        (saying(b"fin") if step == last else leading_to(f"/{step + 1}"))(way, request)

    with Site(speak).open() as site:
        last = 3
        assert visit(site.url(path="/0"), guard(site)).body == b"fin"
        last = 4
        assert kind_of(site.url(path="/0"), guard(site)) == TOO_MANY


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 T", "308 P"])
@pytest.mark.parametrize(
    "to",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://0x7f000001/",
        "file:///etc/passwd",
        "//10.0.0.1/",
        "http://user@1.1.1.1/",
        "gopher://127.0.0.1:6379/_",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost/",
        "http://1.1.1.1:22/",
        "\\\\127.0.0.1\\",
        "http://[::1",
    ],
)
def test_a_redirect_leads_to_no_hostile_address(status, to):
    with Site(leading_to(to, status)).open() as site, pytest.raises(Forbidden):
        visit(site.url(), guard(site))


def test_headers_of_the_caller_stay_with_the_first_site():
    with Site(saying(b"")).open() as second, Site(leading_to("")).open() as first:
        first.speak = leading_to(second.url())
        visit(first.url(), guard(first, second), asks={"If-None-Match": "abc"})
    assert "abc" in first.requests[0]
    assert "abc" not in second.requests[0]


def trickle(way: socket.socket, letters: bytes, start: bytes = b"") -> None:
    way.sendall(start)
    for letter in letters * 1000:
        way.sendall(bytes([letter]))
        time.sleep(0.05)


@pytest.mark.parametrize(
    "start", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 100 C\r\n"]
)
def test_a_site_that_sends_a_letter_at_a_time_keeps_nobody(start):
    with Site(lambda way, _: trickle(way, b"a", start)).open() as site:
        before = time.monotonic()
        assert kind_of(site.url(), guard(site, seconds=0.6)) == SILENT
        assert time.monotonic() - before < 2


def test_a_site_that_redirects_slowly_has_one_time_for_all():
    def speak(way: socket.socket, request: str) -> None:
        time.sleep(0.4)
        leading_to("/encore")(way, request)

    with Site(speak).open() as site:
        before = time.monotonic()
        assert kind_of(site.url(), guard(site, seconds=0.6)) == SILENT
        assert time.monotonic() - before < 1.2


def test_a_handshake_that_never_ends_keeps_nobody():
    with Site(lambda way, _: trickle(way, b"\x16")).open() as site:
        before = time.monotonic()
        kind_of(site.url(scheme="https"), guard(site, seconds=0.6))
        assert time.monotonic() - before < 2


def test_a_resolver_that_does_not_answer_keeps_nobody():
    held = threading.Event()
    before = time.monotonic()
    by = guard(seconds=0.3, resolve=lambda *_: held.wait(5) or [])
    assert kind_of("https://ent.example.fr/", by) == NAME
    held.set()
    assert time.monotonic() - before < 2


def flood(way: socket.socket, head: bytes, piece: bytes, times: int) -> None:
    way.sendall(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n")
    for _ in range(times):
        way.sendall(piece)


@pytest.mark.parametrize("head", [b"", b"Content-Length: 1073741824\r\n", b"Content-Type: text/html\r\n"])
def test_a_body_of_a_gigabyte_is_not_read(head):
    piece = b"a" * 65536
    with Site(lambda way, _: flood(way, head, piece, 16384)).open() as site:
        tracemalloc.start()
        assert kind_of(site.url(), guard(site)) == TOO_LONG
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert most < 20 * 1024**2


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_a_bomb_is_not_unpacked(pack):
    bomb = pack(b"\0" * (100 * 1024**2))
    name = "gzip" if pack is gzip.compress else "deflate"
    with Site(saying(bomb, "200 OK", f"Content-Encoding: {name}")).open() as site:
        tracemalloc.start()
        assert kind_of(site.url(), guard(site)) == TOO_LONG
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert most < 20 * 1024**2


def test_what_is_packed_once_is_read_and_never_twice():
    with Site(saying(gzip.compress(b"mot"), "200 OK", "Content-Encoding: gzip")).open() as site:
        assert visit(site.url(), guard(site)).body == b"mot"
    twice = gzip.compress(gzip.compress(b"mot"))
    with Site(saying(twice, "200 OK", "Content-Encoding: gzip, gzip")).open() as site:
        assert kind_of(site.url(), guard(site)) == STRANGE


def test_a_probe_reads_no_body():
    with Site(lambda way, _: flood(way, b"", b"a" * 65536, 16384)).open() as site:
        assert visit(site.url(), guard(site), reads_body=False).status == 200


def test_chunks_are_counted_too():
    chunk = b"10000\r\n" + b"a" * 65536 + b"\r\n"
    with Site(lambda way, _: flood(way, b"Transfer-Encoding: chunked\r\n", chunk, 200)).open() as site:
        assert kind_of(site.url(), guard(site)) == TOO_LONG


@pytest.mark.parametrize(
    ("spoken", "kind"),
    [
        (b"SSH-2.0-OpenSSH_9\r\n", STRANGE),
        (b"", STRANGE),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", CLOSED),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n", STRANGE),
        (b"HTTP/1.1 abc OK\r\n\r\n", STRANGE),
        (b"HTTP/1.1 200 OK\r\nA: " + b"b" * 70000 + b"\r\n\r\n", STRANGE),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", STRANGE),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd", STRANGE),
    ],
)
def test_what_is_no_web_page_is_said_to_be_none(spoken, kind):
    with Site(lambda way, _: way.sendall(spoken)).open() as site:
        assert kind_of(site.url(), guard(site)) == kind


def test_nobody_there_is_said():
    with Site(saying(b"")).open() as site:
        pass
    assert kind_of(site.url(), guard(site)) == CLOSED


def test_the_second_address_of_a_name_is_tried_when_the_first_is_silent():
    with Site(saying(b"deux"), "127.0.0.2").open() as site:
        by = guard(site, resolve=lambda *_: ["127.0.0.9", "127.0.0.2"])
        assert visit(site.url("ent.example.fr"), by).body == b"deux"
