"""Real mail servers for tests: aiosmtpd takes what we send, a private dovecot serves what comes back.

Both listen on loopback alone and stop with the test. Without Debian's `dovecot-imapd` the test
fails and says so.
"""

import email
import grp
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from imap_tools import MailBoxUnencrypted

from fanal.core.mail.tests.wire_lines import lines_too_long
from fanal.core.testing import free_port

USER, PASSWORD = "demande", "mot"
CONFIGURATION = """
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
protocols = imap
ssl = no
auth_allow_cleartext = yes
auth_mechanisms = plain
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
mail_driver = maildir
mail_path = {home}/mail/%{{user}}
mail_uid = {mailer}
mail_gid = {mailer_group}
first_valid_uid = 1
mail_fsync = never
passdb static {{
  password = {password}
}}
userdb static {{
  fields {{
    home = {home}/mail/%{{user}}
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    listen = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


class Sink:
    """What the real SMTP server received, parsed. `refuse` answers this line to the next recipients."""

    def __init__(self, port: int) -> None:
        self.url = f"smtp://127.0.0.1:{port}"
        self.raw: list[bytes] = []
        self.recipients: list[str] = []
        self.refuse = ""

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        self.raw.append(envelope.content)
        self.recipients.extend(envelope.rcpt_tos)
        return "250 OK"

    @property
    def mails(self) -> list[EmailMessage]:
        return [email.message_from_bytes(raw, policy=default) for raw in self.raw]

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.mails if mail["To"] == address]


@pytest.fixture
def smtp_sink() -> Iterator[Sink]:
    port = free_port()
    sink = Sink(port)
    controller = Controller(sink, hostname="127.0.0.1", port=port, data_size_limit=60 * 1024 * 1024)
    controller.start()
    yield sink
    controller.stop()
    too_long = [line for raw in sink.raw for line in lines_too_long(raw)]
    assert not too_long, f"December § 5, lines longer than a mail allows: {too_long[:5]}"


class Dovecot:
    """A private IMAP server; `deliver` puts a mail in its box as a server would."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port = home, port
        self.url = f"imap://{USER}:{PASSWORD}@127.0.0.1:{port}/INBOX"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        if program is None:
            pytest.fail("Il manque le paquet Debian « dovecot-imapd » : apt-get install dovecot-imapd")
        me = pwd.getpwuid(os.getuid())
        # Started by root it steps down to the users of its package; else everything runs as ourselves.
        names = ("dovecot", "dovenull", "nobody")
        internal, login, mailer = [pwd.getpwnam(n) if me.pw_uid == 0 else me for n in names]
        (self.home / "mail").mkdir(parents=True)
        os.chown(self.home / "mail", mailer.pw_uid, mailer.pw_gid)
        written = CONFIGURATION.format(
            home=self.home,
            port=self.port,
            password=PASSWORD,
            internal=internal.pw_name,
            login=login.pw_name,
            group=grp.getgrgid(internal.pw_gid).gr_name,
            mailer=mailer.pw_uid,
            mailer_group=mailer.pw_gid,
        )
        (self.home / "dovecot.conf").write_text(written)
        self.process = subprocess.Popen(
            [program, "-F", "-c", str(self.home / "dovecot.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        self._wait()

    def _wait(self) -> None:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert self.process
            if self.process.poll() is not None:
                assert self.process.stderr
                raise RuntimeError(self.process.stderr.read().decode())
            time.sleep(0.05)
        raise RuntimeError("dovecot does not answer")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.communicate(timeout=10)

    def box(self) -> MailBoxUnencrypted:
        return MailBoxUnencrypted("127.0.0.1", self.port).login(USER, PASSWORD)

    def deliver(self, *messages: EmailMessage | bytes) -> None:
        """APPEND, unread, as if it had just arrived."""
        with self.box() as box:
            for message in messages:
                raw = message if isinstance(message, bytes) else message.as_bytes(policy=SMTP)
                box.append(raw, "INBOX")

    def unread(self) -> int:
        with self.box() as box:
            return len(box.uids("UNSEEN"))


@pytest.fixture
def dovecot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dovecot]:
    # A short path: the sockets inside have a limit of 107 bytes.
    import tempfile

    home = Path(tempfile.mkdtemp(prefix="fanal-imap-", dir="/tmp"))
    home.chmod(0o755)
    server = Dovecot(home, free_port())
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)


def letter(sender: str, to: str, subject: str, text: str, **headers: str) -> EmailMessage:
    """A mail as a person writes it; `In_Reply_To="…"` gives a header."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Message-ID"] = f"<{os.urandom(8).hex()}@ailleurs.invalid>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


@pytest.fixture
def mail_servers(settings, smtp_sink: Sink) -> Sink:
    """Settings that send to the real SMTP server of this test."""
    settings.ENV = settings.ENV.model_copy(
        update={"smtp_url": smtp_sink.url, "mail_domain": "fanal.invalid", "mail_from": "fanal@fanal.invalid"}
    )
    return smtp_sink


def forget_jobs() -> None:
    """Jobs of the tests before: their tables are not emptied with the others."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def bring_jobs_forward() -> None:
    """As if the hour that promised jobs wait for had come."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")


@pytest.fixture
def run_jobs(transactional_db):
    """Run every job promised so far, and those they promise, with procrastinate's real worker."""
    from procrastinate.contrib.django import app

    forget_jobs()

    def run() -> None:
        with app.replace_connector(app.connector.get_worker_connector()) as working:
            working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, concurrency=1)

    return run
