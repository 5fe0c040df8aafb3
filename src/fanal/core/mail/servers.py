"""The two addresses of a mail server, as they are written in the settings.

`smtp://name:word@host:587` (STARTTLS when offered; `?starttls=required` or `never`), `smtps://…:465`,
`imap://…:143/INBOX`, `imaps://…:993/INBOX`. A password never crosses a network in clear.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import parse_qs, unquote, urlsplit

TIMEOUT = 20
PORTS = {"smtp": 587, "smtps": 465, "imap": 143, "imaps": 993}


FORMS = "smtp://, smtps://, imap:// ou imaps://, puis nom:mot@hôte:port"


class BadAddress(ValueError):
    """The address of a mail server is not one."""


@dataclass(frozen=True)
class MailServer:
    """Where, how protected, and as whom. `folder` is the mailbox to read."""

    scheme: str
    host: str
    port: int
    name: str
    password: str
    folder: str
    starttls: str

    @property
    def is_here(self) -> bool:
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def read_server(url: str) -> MailServer:
    """Understand the address, or raise BadAddress with a sentence that shows no password."""
    try:
        parts = urlsplit(url)
    except ValueError as problem:  # « [ » alone: half an IPv6 address
        raise BadAddress(f"Une adresse de serveur de courrier s’écrit {FORMS}.") from problem
    if parts.scheme not in PORTS or not parts.hostname:
        raise BadAddress(f"Une adresse de serveur de courrier s’écrit {FORMS}.")
    try:
        port = parts.port or PORTS[parts.scheme]
    except ValueError as problem:
        raise BadAddress("Le port d’un serveur de courrier est un nombre de 1 à 65535.") from problem
    query = parse_qs(parts.query)
    return MailServer(
        scheme=parts.scheme,
        host=parts.hostname,
        port=port,
        name=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        starttls=query.get("starttls", ["offered"])[-1],
    )


def _protect(server: MailServer, link: smtplib.SMTP) -> None:
    link.ehlo()
    is_offered = link.has_extn("starttls")
    if server.starttls == "required" and not is_offered:
        raise smtplib.SMTPNotSupportedError("STARTTLS")
    if is_offered and server.starttls != "never":
        link.starttls(context=ssl.create_default_context())
        link.ehlo()
    elif server.name and not server.is_here:
        raise smtplib.SMTPNotSupportedError("STARTTLS")


@contextmanager
def smtp(server: MailServer, *, timeout: int = TIMEOUT) -> Iterator[smtplib.SMTP]:
    """An open, protected, authenticated link to the sending server; `timeout` is seconds for each answer."""
    if server.scheme == "smtps":
        link: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=timeout, context=ssl.create_default_context()
        )
    else:
        link = smtplib.SMTP(server.host, server.port, timeout=timeout)
    with link:
        if server.scheme == "smtp":
            _protect(server, link)
        if server.name:
            link.login(server.name, server.password)
        yield link
