"""What `fanal serve` keeps alive, and what never stops it."""

import argparse

import pytest

from fanal.config.commands import serve
from fanal.config.explained import Explained


def test_pages_that_are_served_go_on_when_the_code_of_the_setup_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """December § 6.4: « A healthy web process stops itself if writing the setup code fails »."""
    tries: list[int] = []

    def announce() -> None:
        tries.append(1)
        raise Explained("« fanal setup-code » s’est arrêté.")

    monkeypatch.setattr(serve, "_answers", lambda _address: True)
    pages = serve._web(argparse.Namespace(host="127.0.0.1", port=8000), announce)
    assert pages.ready is not None
    assert [pages.ready(), pages.ready()] == [True, True]
    said = capsys.readouterr().err
    assert (len(tries), "Les pages sont servies" in said) == (1, True)
