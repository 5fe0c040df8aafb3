"""A letter of the sign-in library leaves by the server that was set, protected, or not at all."""

import pytest

from fanal.config.environment import Environment
from fanal.config.mailers import NOWHERE, SMTP, mailers


def options(url: str) -> dict:
    made = mailers(Environment(smtp_url=url))["default"]
    assert made["BACKEND"] == SMTP
    return made["OPTIONS"]


def test_without_a_server_nothing_leaves():
    assert mailers(Environment(smtp_url=""))["default"] == {"BACKEND": NOWHERE}


@pytest.mark.parametrize(
    ("url", "use_ssl", "use_tls"),
    [
        ("smtps://ecole:mot@courrier.invalid", True, False),
        ("smtp://ecole:mot@courrier.invalid", False, True),
        ("smtp://courrier.invalid?starttls=never", False, False),
        ("smtp://127.0.0.1:2525", False, False),
    ],
)
def test_a_password_crosses_a_network_only_encrypted(url, use_ssl, use_tls):
    made = options(url)
    assert (made["use_ssl"], made["use_tls"]) == (use_ssl, use_tls)


def test_name_and_password_are_read_as_they_are_written_in_an_address():
    made = options("smtps://nom%40ecole:p%2Fq@courrier.invalid:4650")
    assert (made["host"], made["port"]) == ("courrier.invalid", 4650)
    assert (made["username"], made["password"]) == ("nom@ecole", "p/q")
