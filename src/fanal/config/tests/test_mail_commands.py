"""What whoever operates the server types about mail: does it leave, and what waits without a school?"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fanal.core.mail.testing import Sink, letter, smtp_sink
from fanal.core.tests.installation import Installation

__all__ = ["smtp_sink"]


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    made = Installation(tmp_path_factory.mktemp("mail") / "home")
    made.embedded.start()
    assert made.fanal("migrate").returncode == 0
    for uai, name in (("0590001Z", "Collège des Dunes"), ("0590002A", "Collège du Port")):
        opened = made.fanal("school", "create", uai, "--zone", "B", "--name", name, "--academy", "Lille")
        assert opened.returncode == 0, opened.stderr
    yield made
    made.remove()


@contextmanager
def silent_server() -> Iterator[str]:
    """It takes the connection, and never says a word."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        yield f"smtp://127.0.0.1:{door.getsockname()[1]}"


def test_an_address_that_is_none_is_explained_without_its_password(tmp_path: Path) -> None:
    """Verified in November 2026, § 2.16: it ended in a traceback."""
    bare = Installation(tmp_path / "home")
    for command in (["check"], ["migrate"], ["mail", "test", "a@b.invalid"]):
        for wrong in (
            "mail.example.fr",
            "smtp://nom:tres-secret@hôte:abc",
            "imap://nom:tres-secret@hote",
            "smtp://[",
        ):
            done = bare.fanal(*command, FANAL_SMTP_URL=wrong)
            assert done.returncode == 1
            assert "FANAL_SMTP_URL" in done.stderr
            assert "Traceback" not in done.stderr
            assert "tres-secret" not in done.stderr + done.stdout


def test_check_says_that_a_mail_server_is_dead(ready: Installation, smtp_sink: Sink) -> None:
    """Verified in November 2026, § 2.16: it passed « Tout l’essentiel est là »."""
    alive = ready.fanal("check", FANAL_SMTP_URL=smtp_sink.url)
    assert (alive.returncode, "Le serveur d’envoi répond" in alive.stdout) == (0, True), alive.stdout
    with silent_server() as silent:
        for url in ("smtp://127.0.0.1:9", silent):
            dead = ready.fanal("check", FANAL_SMTP_URL=url)
            assert (dead.returncode, "ne prend aucun courriel" in dead.stdout) == (1, True), dead.stdout
    box = ready.fanal("check", FANAL_IMAP_URL="imap://a:secret@127.0.0.1:9/INBOX")
    assert (box.returncode, "ne s’ouvre pas" in box.stdout, "secret" in box.stdout) == (1, True, False)


def test_a_trial_mail_leaves_and_the_answer_of_the_server_is_shown(
    ready: Installation, smtp_sink: Sink
) -> None:
    sent = ready.fanal("mail", "test", "moi@ecole.invalid", FANAL_SMTP_URL=smtp_sink.url)
    assert (sent.returncode, "250 OK" in sent.stdout) == (0, True), sent.stderr
    (mail,) = smtp_sink.to("moi@ecole.invalid")
    assert "Essai" in mail["Subject"]
    smtp_sink.refuse = "550 5.1.1 inconnu ici"
    refused = ready.fanal("mail", "test", "moi@ecole.invalid", FANAL_SMTP_URL=smtp_sink.url)
    assert (refused.returncode, "550 5.1.1 inconnu ici" in refused.stderr) == (1, True)
    assert ready.fanal("mail", "test", "moi@ecole.invalid").returncode == 1
    assert ready.fanal("mail", "test", "moi").returncode == 1


def test_the_pile_is_emptied_from_the_terminal(ready: Installation) -> None:
    """Verified in November 2026, § 2.9: it was visible as a count alone."""
    assert "Aucun courriel n’attend" in ready.fanal("mail", "pile", "list").stdout
    for number in range(2):
        raw = letter("outil@dep.invalid", "fanal@fanal.invalid", f"Ticket {number}", "Bonjour").as_bytes()
        ready.ask(
            "INSERT INTO core_arrivedmail (fingerprint, raw, size, state, reason, arrived_at) "
            f"VALUES ('f{number}', '\\x{raw.hex()}', {len(raw)}, 'lost', '', '2026-11-27 10:00+01')"
        )
    first, second = [row[0] for row in ready.ask("SELECT id FROM core_arrivedmail ORDER BY id")]
    listed = ready.fanal("mail", "pile", "list").stdout
    assert "outil@dep.invalid  « Ticket 0 »" in listed
    assert "fanal mail pile list" in ready.fanal("check").stdout
    filed = ready.fanal("mail", "pile", "file", str(first), "0590002A")
    assert (filed.returncode, "Collège du Port" in filed.stdout) == (0, True), filed.stderr
    dropped = ready.fanal("mail", "pile", "drop", str(second))
    assert dropped.returncode == 0, dropped.stderr
    assert ready.ask("SELECT subject, state FROM core_incomingmail") == [("Ticket 0", "new")]
    assert ready.fanal("mail", "pile", "drop", str(second)).returncode == 1
    assert ready.fanal("mail", "pile", "file", str(first), "0590001Z").returncode == 1
    assert ready.ask("SELECT count(*) FROM core_journalentry WHERE verb = 'helpdesk.mail_from_pile'") == [
        (1,)
    ]
