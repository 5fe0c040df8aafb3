"""What the server takes for the end of a line, and what it refuses: no head can be read in two ways.

December § 7, N9: « a bare LF in a head is refused ». It is not: the library that serves takes it for the end
of a line, as RFC 9112 § 2.2 allows a recipient to, and so do the proxies that we recommend, which pass each
header on with CRLF. What two servers would read differently is refused (SECURITY.md, « Heads of requests »).
"""

import socket

import pytest

from tests.faults.serving import Served

GET = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
POST = "POST /compte/login/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
TYPE = "Content-Type: application/x-www-form-urlencoded\r\n"
REFUSED = {
    "a bare CR in a value": f"{GET}X-A: 1\rX-B: 2\r\n\r\n",
    "a bare CR at the end of a line": f"{GET}X-A: 1\r\r\n\r\n",
    "a NUL in a value": f"{GET}X-A: 1\0\r\n\r\n",
    "a control sign in a value": f"{GET}X-A: 1\x08\r\n\r\n",
    "a line that goes on": f"{GET}X-A: 1\r\n X-B: 2\r\n\r\n",
    "a line that goes on with a tab": f"{GET}X-A: 1\r\n\tX-B: 2\r\n\r\n",
    "a space before the colon": f"{GET}X-Forwarded-For : 1.2.3.4\r\n\r\n",
    "two lengths": f"{POST}{TYPE}Content-Length: 3\r\nContent-Length: 4\r\n\r\na=bc",
    "two lengths in one": f"{POST}{TYPE}Content-Length: 3, 4\r\n\r\na=bc",
    "a signed length": f"{POST}{TYPE}Content-Length: +3\r\n\r\na=b",
    "a length and chunks": f"{POST}{TYPE}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks and a length": f"{POST}{TYPE}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
    "chunks by another name": f"{POST}{TYPE}Transfer-Encoding: xchunked\r\nContent-Length: 3\r\n\r\na=b",
}


def answers_to(served: Served, sent: str) -> list[str]:
    """The first line of each answer to what one connection sends."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as opened:
        opened.sendall(sent.encode("latin-1"))
        answer = b""
        while block := opened.recv(65536):
            answer += block
    return [line for line in answer.decode("latin-1").splitlines() if line.startswith("HTTP/1.1 ")]


@pytest.mark.parametrize("what", REFUSED)
def test_a_head_that_can_be_read_in_two_ways_is_refused(served: Served, what: str) -> None:
    lines = answers_to(served, REFUSED[what])
    assert len(lines) == 1, lines
    assert lines[0].split()[1] in {"400", "411"}, lines


def test_a_bare_line_feed_ends_a_line_and_nothing_else(served: Served) -> None:
    """Measured: it makes two headers of what it parts, as the proxy before it does, never two requests."""
    assert answers_to(served, f"{GET}X-A: 1\nX-B: 2\n\r\n") == ["HTTP/1.1 200 OK"]
    # `/metrics` is for whoever comes without a proxy: the second header is read as one, by both alike.
    assert answers_to(served, f"{GET}X-A: 1\nX-Forwarded-For: 1.2.3.4\n\n") == ["HTTP/1.1 404 Not Found"]


def test_what_follows_a_length_is_no_second_request_of_the_same_sender(served: Served) -> None:
    """A connection that is refused ends there: what it still held is read by nobody."""
    hidden = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    sent = f"{POST}{TYPE}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n{hidden}"
    assert len(answers_to(served, sent)) == 1
