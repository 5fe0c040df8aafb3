"""A device is named as its owner knows it."""

import pytest

from fanal.accounts.rules.browsers import device

CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36"


@pytest.mark.parametrize(
    ("user_agent", "said"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox sur Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Edg/141.0", "Edge sur Windows"),
        (f"Mozilla/5.0 (X11; Linux x86_64) {CHROME}", "Chrome sur Linux"),
        (f"Mozilla/5.0 (Linux; Android 15; Pixel) {CHROME}", "Chrome sur Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19 Safari/604", "Safari sur iPhone"),
        ("curl/8.14", "Navigateur inconnu"),
        ("", "Navigateur inconnu"),
    ],
)
def test_devices(user_agent, said):
    assert device(user_agent) == said
