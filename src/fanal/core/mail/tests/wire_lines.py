"""Which lines of a mail are longer, byte for byte, than what reads it has to take (December § 5)."""

import email
from email.policy import compat32

ENCODED_LINE, LINE, LONGEST_LINE = 76, 78, 998  # signs: RFC 2045 § 6.7, RFC 5322 § 2.1.1


def lines_too_long(raw: bytes) -> list[str]:
    """What stands longer on the wire than RFC 2045, 2047 and 5322 let it, said by its beginning."""
    head = raw.partition(b"\r\n\r\n")[0].split(b"\r\n")
    too_long = [line for line in head if len(line) > LINE and _is_foldable(line)]
    too_long += [line for line in raw.split(b"\r\n") if len(line) > LONGEST_LINE]
    for part in email.message_from_bytes(raw, policy=compat32).walk():
        if part.get("content-transfer-encoding", "").lower() in {"quoted-printable", "base64"}:
            body = part.get_payload()
            assert isinstance(body, str)
            too_long += [line.encode() for line in body.splitlines() if len(line) > ENCODED_LINE]
        elif not part.is_multipart():
            body = str(part.get_payload())
            too_long += [line.encode() for line in body.splitlines() if len(line) > LINE]
    return [line[:120].decode("ascii", "replace") for line in too_long]


def _is_foldable(line: bytes) -> bool:
    """Whether a line of a header holds a blank where it could have been broken (RFC 5322 § 2.2.3)."""
    return b" " in line.strip().partition(b": ")[2] if not line.startswith(b" ") else b" " in line.strip()
