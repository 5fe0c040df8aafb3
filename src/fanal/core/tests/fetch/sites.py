"""Web sites on loopback, honest and not, and a guard that only a test may build."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from fanal.core.fetch import Guard

LOOPBACK = (ip_network("127.0.0.0/8"),)
Speak = Callable[[socket.socket, str], None]


@dataclass
class Site:
    """Says to each visitor what `speak` says; keeps the first lines of each request."""

    speak: Speak
    address: str = "127.0.0.1"
    tls: ssl.SSLContext | None = None
    requests: list[str] = field(default_factory=list)
    port: int = 0

    @contextmanager
    def open(self) -> Iterator["Site"]:
        with socket.create_server((self.address, 0)) as listening:
            self.port = listening.getsockname()[1]
            threading.Thread(target=self._serve, args=(listening,), daemon=True).start()
            yield self
            listening.shutdown(socket.SHUT_RDWR)

    def _serve(self, listening: socket.socket) -> None:
        while True:
            try:
                way, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(way,), daemon=True).start()

    def _answer(self, way: socket.socket) -> None:
        try:
            with self.tls.wrap_socket(way, server_side=True) if self.tls else way as spoken:
                request = spoken.recv(65536).decode("latin-1")
                self.requests.append(request)
                self.speak(spoken, request)
        except OSError:
            return

    def url(self, host: str = "", scheme: str = "http", path: str = "/") -> str:
        return f"{scheme}://{host or self.address}:{self.port}{path}"


def saying(body: bytes, status: str = "200 OK", *headers: str) -> Speak:
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]

    def speak(way: socket.socket, _: str) -> None:
        way.sendall("\r\n".join([*head, "", ""]).encode() + body)

    return speak


def leading_to(address: str, status: str = "302 Found") -> Speak:
    return saying(b"", status, f"Location: {address}")


def guard(*sites: Site, **given: object) -> Guard:
    """Loopback is let through here, and these ports: no setting can say so."""
    ports = frozenset({80, 443, *(site.port for site in sites)})
    return Guard(**{"opened": LOOPBACK, "ports": ports, "seconds": 5.0} | given)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Authority:
    """Signs certificates for tests, in a folder of the test."""

    folder: Path
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(
            cadata=self._own().public_bytes(serialization.Encoding.PEM).decode()
        )

    def _own(self) -> x509.Certificate:
        name, now = self._name("Autorité d’essai"), datetime.now(UTC)
        made = (
            x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(self.key.public_key())
        )
        made = made.serial_number(1).not_valid_before(now - timedelta(days=900))
        made = made.not_valid_after(now + timedelta(days=900))
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), False)
        usage = {name: name in {"key_cert_sign", "crl_sign"} for name in USES}
        made = made.add_extension(x509.KeyUsage(**usage), critical=True)
        return made.sign(self.key, hashes.SHA256())

    @staticmethod
    def _name(said: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, said)])

    def signed(self, host: str, days: float) -> ssl.SSLContext:
        """What a server of `host` shows, whose certificate ends in so many days (before now: expired)."""
        key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
        made = x509.CertificateBuilder().subject_name(self._name(host)).issuer_name(self._own().subject)
        made = made.public_key(key.public_key()).serial_number(x509.random_serial_number())
        made = made.not_valid_before(now - timedelta(days=400)).not_valid_after(now + timedelta(days=days))
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        signed = made.add_extension(issuer, critical=False).sign(self.key, hashes.SHA256())
        file = self.folder / f"{host}-{days}.pem"
        plain = serialization.NoEncryption()
        form = serialization.PrivateFormat.PKCS8
        pem = serialization.Encoding.PEM
        file.write_bytes(key.private_bytes(pem, form, plain) + signed.public_bytes(pem))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


USES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)
