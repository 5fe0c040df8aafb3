"""Read what stands at an address, following at most three redirects, each looked at as the first was."""

import http.client
import socket
import ssl
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address

from fanal.core.fetch.guard import REDIRECTS, Guard, Watch, addresses_of, connected
from fanal.core.fetch.locations import Location, address_in, followed, read_host, read_location
from fanal.core.fetch.refusals import CLOSED, STRANGE, TOO_LONG, TOO_MANY, failed

PIECE = 64 * 1024
REDIRECTED = {301, 302, 303, 307, 308}
PACKED = {"gzip": 31, "x-gzip": 31, "deflate": 15}
KEPT = ("content-type", "etag", "last-modified", "retry-after", "cache-control")


@dataclass(frozen=True)
class FetchedPage:
    """What was read, and where; `expires_at` is of the certificate, when there is one."""

    url: str
    status: int
    body: bytes
    headers: dict[str, str]
    seconds: float
    expires_at: datetime | None = None


def visit(
    url: str, guard: Guard, *, reads_body: bool = True, asks: dict[str, str] | None = None
) -> FetchedPage:
    """The page at `url`; Forbidden when Fanal must not go there, Unreachable when nothing could be read.

    `asks` are headers of the caller's own (« If-None-Match »), sent to the first address alone.
    """
    watch = Watch(guard.seconds)
    location = read_location(url, ports=guard.ports)
    for _ in range(REDIRECTS + 1):
        page, leads_to = _page_at(location, guard, watch, asks or {}, reads_body=reads_body)
        if not leads_to:
            return page
        location, asks = followed(location, leads_to, ports=guard.ports), {}
    raise failed(TOO_MANY, redirects=REDIRECTS)


def resolve(name: str, guard: Guard) -> list[IPv4Address | IPv6Address]:
    """The addresses of a name, all of them allowed; Unreachable when it has none."""
    host = read_host(name)
    return addresses_of(Location("https", host, 443, "/", address_in(host)), guard, Watch(guard.seconds))


def certificate_end(name: str, guard: Guard) -> datetime:
    """Until when the certificate of a site holds; Unreachable says when it is not good."""
    watch, host = Watch(guard.seconds), read_host(name)
    port = 443 if 443 in guard.ports else min(guard.ports)
    with connected(Location("https", host, port, "/", address_in(host)), guard, watch) as way:
        end = _end_of(way)
    if end is None:
        raise failed(STRANGE)
    return end


def _page_at(
    location: Location, guard: Guard, watch: Watch, asks: dict[str, str], *, reads_body: bool
) -> tuple[FetchedPage, str]:
    with connected(location, guard, watch) as way:
        talk = http.client.HTTPConnection(location.host, location.port)
        talk.sock = way
        try:
            talk.request("GET", location.path, headers=_headers(location, asks))
            with closing(talk.getresponse()) as answer:
                leads_to = answer.getheader("Location", "") if answer.status in REDIRECTED else ""
                body = _body(answer, guard, watch) if reads_body and not leads_to else b""
        except (http.client.HTTPException, ValueError, zlib.error) as problem:
            raise watch.broken(problem, STRANGE) from problem
        except OSError as problem:
            raise watch.broken(problem, CLOSED) from problem
        watch.check()  # what the watch has cut short looks like an end
        headers = {name: value for name in KEPT if (value := answer.getheader(name))}
        return FetchedPage(location.url, answer.status, body, headers, watch.spent, _end_of(way)), leads_to


def _headers(location: Location, asks: dict[str, str]) -> dict[str, str]:
    usual = {
        "Host": location.named,
        "User-Agent": "Fanal",
        "Accept": "*/*",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    return usual | asks


def _end_of(way: socket.socket) -> datetime | None:
    if not isinstance(way, ssl.SSLSocket) or not (certificate := way.getpeercert()):
        return None
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)


def _body(answer: http.client.HTTPResponse, guard: Guard, watch: Watch) -> bytes:
    """At most so many bytes, counted once unpacked: a small answer may hide a large one."""
    unpacked, most = _unpacker(answer.getheader("Content-Encoding", "")), guard.most_bytes
    read = bytearray()
    while piece := answer.read(PIECE):
        watch.check()
        read += unpacked(piece, most + 1 - len(read))
        if len(read) > most:
            raise failed(TOO_LONG, megabytes=most // 1024**2)
    if answer.length:  # fewer bytes came than were announced
        watch.check()
        raise failed(CLOSED)
    return bytes(read)


def _unpacker(encoding: str) -> Callable[[bytes, int], bytes]:
    """From what came to what it says, never more than asked for. Packed twice is not read."""
    encoding = encoding.strip().lower()
    if encoding in {"", "identity"}:
        return lambda piece, _: piece
    if encoding not in PACKED:
        raise failed(STRANGE)
    return zlib.decompressobj(PACKED[encoding]).decompress
