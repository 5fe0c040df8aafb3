"""Is this web address one that Fanal may visit, before any name is resolved? Pure.

Strict on purpose: what two readers of addresses might understand differently is refused, not repaired.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import quote, urljoin, urlsplit

from fanal.core.fetch.refusals import Forbidden

PORTS = {"http": 80, "https": 443}
LONGEST = 2000
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
SPELT = re.compile(r"(?:(?:0|[1-9][0-9]{0,2})\.){3}(?:0|[1-9][0-9]{0,2})")
PORT = re.compile(r"(?P<name>\[[^\[\]]*\]|[^:\[\]]*)(?::(?P<port>[0-9]{1,5}))?")
UNSEEN = re.compile(r"[\x00-\x20\x7f\\]")
LOCAL = ("localhost", "localdomain", "local")
OF_HOSTS = ("metadata.google.internal", "metadata.goog", "instance-data.ec2.internal", "instance-data")

SCHEME = "Seules les adresses en https:// ou http:// sont consultées."
SECRET = "Cette adresse contient un nom ou un mot de passe avant « @ » : retirez-les."
STRANGE = "Cette adresse contient un espace ou un signe qu’une adresse ne peut pas avoir."
TOO_LONG = f"Cette adresse dépasse {LONGEST} caractères."
NO_NAME = "Cette adresse ne nomme aucun site."
GATE = "Seuls les ports habituels, 80 et 443, sont consultés."
ACCENTED = "Ce nom de site a des lettres hors de l’alphabet : écrivez sa forme qui commence par « xn-- »."
DISGUISED = "Ce nom de site est un nombre : écrivez le nom du site."
SHORT = "Ce nom n’est pas complet : il faut celui du site sur Internet, avec au moins un point."
HERE = "Ce nom désigne une machine d’ici, pas un site sur Internet."
MISSPELT = "Ce nom de site est mal écrit."


@dataclass(frozen=True)
class Location:
    """Where to go, taken apart once: nothing reads the address again after that."""

    scheme: str
    host: str
    port: int
    path: str  # with what follows « ? », never what follows « # »
    address: IPv4Address | IPv6Address | None = None  # when the host is written as one

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.named}{self.path}"

    @property
    def named(self) -> str:
        """As a request names it: IPv6 in brackets, an unusual port told."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def read_location(url: str, *, ports: frozenset[int] = frozenset({80, 443})) -> Location:
    """Take an address apart, or raise Forbidden with the sentence that says why."""
    if len(url) > LONGEST:
        raise Forbidden(TOO_LONG)
    if UNSEEN.search(url):
        raise Forbidden(STRANGE)
    try:
        parts = urlsplit(url)
    except ValueError as problem:
        raise Forbidden(MISSPELT) from problem
    if parts.scheme not in PORTS or not url.lower().startswith(f"{parts.scheme}://"):
        raise Forbidden(SCHEME)
    host, port = _host_and_port(parts.netloc, PORTS[parts.scheme])
    if port not in ports:
        raise Forbidden(GATE)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?[]')}" if parts.query else ""
    return Location(parts.scheme, host, port, path + query, address_in(host))


def followed(location: Location, leads_to: str, *, ports: frozenset[int]) -> Location:
    """Where a redirect leads: read as strictly as what somebody typed."""
    if UNSEEN.search(leads_to):
        raise Forbidden(STRANGE)
    try:
        return read_location(urljoin(location.url, leads_to), ports=ports)
    except ValueError as problem:
        raise Forbidden(MISSPELT) from problem


def _host_and_port(place: str, usual: int) -> tuple[str, int]:
    if "@" in place:
        raise Forbidden(SECRET)
    if not place.isascii():
        raise Forbidden(ACCENTED)
    match = PORT.fullmatch(place)
    if match is None:
        raise Forbidden(MISSPELT)
    return read_host(match["name"]), int(match["port"]) if match["port"] else usual


def read_host(name: str) -> str:
    """The name of a site in small letters, or an address as everybody writes it; Forbidden otherwise."""
    name = name.lower()
    if not name:
        raise Forbidden(NO_NAME)
    if not name.isascii():
        raise Forbidden(ACCENTED)
    if name.startswith("["):
        return _of_six(name[1:-1])
    labels = name.split(".")
    if NUMBER.fullmatch(labels[-1]) or (labels[-1] == "" and NUMBER.fullmatch(labels[max(-2, -len(labels))])):
        if SPELT.fullmatch(name) and all(int(part) < 256 for part in labels):
            return name
        raise Forbidden(DISGUISED)
    if labels[-1] in LOCAL or name in OF_HOSTS:
        raise Forbidden(HERE)
    if len(labels) == 1:
        raise Forbidden(SHORT)
    if len(name) > 253 or not all(LABEL.fullmatch(label) for label in labels):
        raise Forbidden(MISSPELT)
    return name


def _of_six(written: str) -> str:
    if "%" in written:
        raise Forbidden(MISSPELT)
    try:
        return str(IPv6Address(written))
    except ValueError as problem:
        raise Forbidden(MISSPELT) from problem


def address_in(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host already is, since `read_host` has let nothing ambiguous pass."""
    return ip_address(host) if ":" in host or SPELT.fullmatch(host) else None
