"""Fetching the mailbox: each message is stored in a committed row, then marked read, then worked on.

Read by UID, so that a message opened by a person in the mailbox is not missed. A process killed between two
steps loses nothing (the UID mark moves in the same transaction as the row), doubles nothing (fingerprint) and
leaves nothing unread: the last message stored is marked again first, since it alone may not have been.
"""

import hashlib
import re
from datetime import datetime
from imaplib import IMAP4

from django.db import transaction
from django.utils import timezone
from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from procrastinate.contrib.django import app

from fanal.core.mail.models import ArrivedMail, Mailbox
from fanal.core.mail.servers import TIMEOUT, MailServer, read_server
from fanal.core.mail.structure import MAX_BYTES, MAX_HEADERS, header_block

FILE = "core.file_mail"
MESSAGE_ID = re.compile(rb"^message-id:\s*(<[^<>\r\n]{1,250}>)", re.IGNORECASE | re.MULTILINE)


def open_mailbox(server: MailServer, *, timeout: int = TIMEOUT) -> BaseMailBox:
    """Signed in, on the folder. In clear only on this machine. `timeout`: seconds for each answer."""
    if server.scheme == "imaps":
        box: BaseMailBox = MailBox(server.host, server.port, timeout=timeout)
    elif server.is_here:
        box = MailBoxUnencrypted(server.host, server.port, timeout=timeout)
    else:
        box = MailBoxStartTls(server.host, server.port, timeout=timeout)
    return box.login(server.name, server.password, initial_folder=server.folder)


def fingerprint(raw: bytes, size: int) -> str:
    """The same message delivered twice has the same one; another body under a stolen Message-ID has not."""
    head = header_block(raw)
    match = MESSAGE_ID.search(head)
    digest = hashlib.sha256(match[1] if match else head)
    digest.update(raw[len(head) :])
    digest.update(str(size if size > MAX_BYTES else 0).encode())
    return digest.hexdigest()


def _place(server: MailServer) -> str:
    return hashlib.sha256(f"{server.host}:{server.port}/{server.name}/{server.folder}".encode()).hexdigest()


def _state(server: MailServer, box: BaseMailBox) -> Mailbox:
    validity = int(box.folder.status(server.folder, ["UIDVALIDITY"])["UIDVALIDITY"])
    mailbox, _ = Mailbox.objects.get_or_create(name=_place(server))
    if mailbox.uid_validity != validity:
        mailbox.uid_validity, mailbox.last_uid = validity, 0
    return mailbox


def _ask(box: BaseMailBox, uid: int, what: str) -> bytes:
    """One answer to UID FETCH: the literal when there is one, else the line."""
    status, data = box.client.uid("FETCH", str(uid), f"({what})")
    if status != "OK":
        raise IMAP4.error(f"FETCH {what}")
    for piece in data:
        if isinstance(piece, tuple):
            return bytes(piece[1])
    return b" ".join(piece for piece in data if isinstance(piece, bytes))


def _read(box: BaseMailBox, uid: int) -> tuple[bytes, int]:
    """The message and its size; of one that is too large, its headers only."""
    match = re.search(rb"RFC822\.SIZE (\d+)", _ask(box, uid, "RFC822.SIZE"))
    size = int(match[1]) if match else 0
    what = f"BODY.PEEK[HEADER]<0.{MAX_HEADERS}>" if size > MAX_BYTES else "BODY.PEEK[]"
    return _ask(box, uid, what), size


@transaction.atomic
def store(mailbox: Mailbox, uid: int, raw: bytes, size: int, *, now: datetime) -> bool:
    """Keep the message, move the mark and promise to file it, all or nothing. False when it was known."""
    row, is_new = ArrivedMail.objects.get_or_create(
        fingerprint=fingerprint(raw, size), defaults={"raw": raw, "size": size, "arrived_at": now}
    )
    if is_new:
        app.configure_task(FILE).defer(arrived_id=row.pk)
    mailbox.last_uid = uid
    mailbox.save(update_fields=["uid_validity", "last_uid"])
    return is_new


def _mark_read(box: BaseMailBox, uid: int) -> None:
    box.client.uid("STORE", str(uid), "+FLAGS", r"(\Seen)")


def fetch_mail(url: str) -> int:
    """Read what came since last time; returns how many are new. IMAP4.error or OSError when it cannot."""
    server = read_server(url)
    taken = 0
    with open_mailbox(server) as box:
        mailbox = _state(server, box)
        if mailbox.last_uid:
            _mark_read(box, mailbox.last_uid)
        # « n:* » always answers the last message, even when it is older than n.
        uids = [int(uid) for uid in box.uids(f"UID {mailbox.last_uid + 1}:*")]
        for uid in sorted(uid for uid in uids if uid > mailbox.last_uid):
            raw, size = _read(box, uid)
            taken += store(mailbox, uid, raw, size, now=timezone.now())
            _mark_read(box, uid)
    return taken
