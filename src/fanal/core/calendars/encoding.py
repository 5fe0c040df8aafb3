"""In which letters an iCalendar file is written: UTF-8 as it should, UTF-16 or Windows as it comes. Pure."""

import re

WIDE = (b"\xff\xfe", b"\xfe\xff")  # how UTF-16 begins
FOLD = re.compile(rb"\r?\n[ \t]")  # a line may be cut in the middle of a letter


def decoded(content: bytes) -> str:
    """Its text, unfolded, without the mark of its encoding."""
    if content[:2] in WIDE:
        return content.decode("utf-16", errors="replace").lstrip("\ufeff")
    unfolded = FOLD.sub(b"", content)
    try:
        return unfolded.decode("utf-8-sig")
    except UnicodeDecodeError:
        return unfolded.decode("cp1252", errors="replace")


def joined(contents: list[bytes]) -> bytes:
    """Several calendars as one content, each read in its own letters; one alone stays as it came."""
    if len(contents) == 1:
        return contents[0]
    return "\r\n".join(decoded(content) for content in contents).encode()
