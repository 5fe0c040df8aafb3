"""The one way out: a page elsewhere is read with no cookie, no credential, a limit on everything.

A name is resolved once, all its addresses are looked at, and the connection goes to one of these: an answer
that changes meanwhile changes nothing. A watch shuts the connection when the time is over, so that a server
which sends one letter a second keeps nobody.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address

from fanal.core.fetch.addresses import Address, Network, is_open, nature
from fanal.core.fetch.locations import Location
from fanal.core.fetch.refusals import (
    CLOSED,
    EXPIRED,
    NAME,
    OTHER_NAME,
    SILENT,
    TLS,
    UNTRUSTED,
    Forbidden,
    Unreachable,
    failed,
)

SECONDS, BYTES, REDIRECTS, MOST_ADDRESSES = 10.0, 5 * 1024 * 1024, 3, 4
Resolve = Callable[[str, int], list[str]]
# X509_V_ERR_CERT_HAS_EXPIRED and X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH of OpenSSL.
OF_CERTIFICATE = {10: EXPIRED, 62: OTHER_NAME, 64: OTHER_NAME}


def ask_names(host: str, port: int) -> list[str]:
    """Every address of a name, as the system knows them; OSError when there is none."""
    places = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in places))


@dataclass(frozen=True)
class Guard:
    """How far one may go. Nothing but a test gives another resolver, ports, authorities or times."""

    opened: tuple[Network, ...] = ()
    seconds: float = SECONDS
    most_bytes: int = BYTES
    ports: frozenset[int] = frozenset({80, 443})
    resolve: Resolve = ask_names
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context


@dataclass
class Watch:
    """The time that is left for the whole of a visit, redirects included."""

    seconds: float
    started: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        return self.started + self.seconds - time.monotonic()

    @property
    def spent(self) -> float:
        return time.monotonic() - self.started

    def check(self) -> float:
        """The seconds left; Unreachable when there are none."""
        if (left := self.left) <= 0:
            raise self._over()
        return left

    def broken(self, problem: Exception, kind: str) -> Unreachable:
        """What to say of a connection that ended: the time was over, or what happened to it."""
        is_over = isinstance(problem, TimeoutError) or self.left <= 0
        return self._over() if is_over else failed(kind)

    def _over(self) -> Unreachable:
        return failed(SILENT, seconds=max(round(self.seconds), 1))


def addresses_of(location: Location, guard: Guard, watch: Watch) -> list[Address]:
    """Those of a place, each of them allowed: one that is not refuses them all."""
    addresses = [location.address] if location.address else _resolved(location, guard, watch)
    for address in addresses:
        if not is_open(address, guard.opened):
            raise Forbidden(
                f"Cette adresse mène à {nature(address)} : Fanal ne consulte que des sites publics."
            )
    return addresses[:MOST_ADDRESSES]


def _resolved(location: Location, guard: Guard, watch: Watch) -> list[Address]:
    """In a thread of its own: a resolver that does not answer cannot be interrupted otherwise."""
    answers: list[list[str]] = []

    def ask() -> None:
        try:
            answers.append(guard.resolve(location.host, location.port))
        except (OSError, UnicodeError):
            answers.append([])

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(watch.check())
    try:
        addresses = [ip_address(written) for written in answers[0]] if answers else []
    except ValueError:  # an address with a zone (« %eth0 ») is of a link
        raise Forbidden("Cette adresse mène à une liaison locale : Fanal ne la consulte pas.") from None
    if not addresses:
        raise failed(NAME)
    return addresses


@contextmanager
def connected(location: Location, guard: Guard, watch: Watch) -> Iterator[socket.socket]:
    """A connection to an address that was looked at, encrypted or not; shut when the time is over."""
    plain = _reach(addresses_of(location, guard, watch), location.port, watch)
    opened = [plain]
    alarm = threading.Timer(max(watch.left, 0), _shut, args=(opened,))
    alarm.daemon = True
    alarm.start()
    try:
        if location.scheme == "https":
            opened.append(way := _encrypted(plain, location, guard))
            _shake_hands(way, watch)
        yield opened[-1]
    finally:
        alarm.cancel()
        for connection in opened:
            connection.close()


def _reach(addresses: list[Address], port: int, watch: Watch) -> socket.socket:
    """The first that answers; the last one's failure is the one that is told."""
    failure = failed(CLOSED)
    for address in addresses:
        try:
            return socket.create_connection((str(address), port), timeout=watch.check())
        except OSError as problem:
            failure = watch.broken(problem, CLOSED)
    raise failure


def _encrypted(plain: socket.socket, location: Location, guard: Guard) -> ssl.SSLSocket:
    context = guard.trust()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # The handshake waits for the alarm to know this socket: it may be as slow as the rest.
    return context.wrap_socket(plain, server_hostname=location.host, do_handshake_on_connect=False)


def _shake_hands(way: ssl.SSLSocket, watch: Watch) -> None:
    try:
        way.do_handshake()
    except ssl.SSLCertVerificationError as problem:
        raise failed(OF_CERTIFICATE.get(problem.verify_code, UNTRUSTED)) from problem
    except OSError as problem:
        raise watch.broken(problem, TLS) from problem


def _shut(opened: list[socket.socket]) -> None:
    """End the reading that another thread waits in.

    Not `connection.shutdown`: TLS would forget that it was TLS.
    """
    for connection in opened:
        with suppress(OSError):  # closed already, or handed over to its TLS socket
            socket.socket.shutdown(connection, socket.SHUT_RDWR)
