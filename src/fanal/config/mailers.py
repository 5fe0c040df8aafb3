"""How do the letters of the sign-in library (a forgotten password) leave? By the server of `FANAL_SMTP_URL`.

What Fanal itself announces goes through `core.mail`, which keeps each letter as a row.
"""

from typing import Any

from fanal.config.environment import Environment
from fanal.core.mail.servers import TIMEOUT, read_server

SMTP = "fanal.core.mail.sign_in_letters.WireBackend"
NOWHERE = "fanal.core.mail.nowhere.RefusingBackend"


def mailers(env: Environment) -> dict[str, Any]:
    """Django's `MAILERS`; without a server each letter fails. A password crosses a network only encrypted."""
    if not env.smtp_url:
        return {"default": {"BACKEND": NOWHERE}}
    server = read_server(env.smtp_url)
    is_sealed = server.scheme == "smtps"
    options = {
        "host": server.host,
        "port": server.port,
        "username": server.name,
        "password": server.password,
        "use_ssl": is_sealed,
        "use_tls": not is_sealed and server.starttls != "never" and not server.is_here,
        "timeout": TIMEOUT,
    }
    return {"default": {"BACKEND": SMTP, "OPTIONS": options}}
