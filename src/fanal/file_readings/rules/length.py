"""Is a file long to read? By its size, before anything of it is parsed. Pure.

What is packed is counted as if it were unfolded: workbooks hold eight times their size, exports in XML more.
"""

LONG = 4 * 1024 * 1024  # bytes, unfolded: a second or two of processor
UNFOLDS = 8
PACKED = (b"PK\x03\x04", b"\x1f\x8b")
HEAD = 4


def is_long(size: int, head: bytes) -> bool:
    """Whether a file of so many bytes, which begins with `head`, is read after the answer."""
    return size * (UNFOLDS if head.startswith(PACKED) else 1) > LONG


def lines_of(content: bytes) -> int | None:
    """How many lines a text has; None for what is no text of lines."""
    if content.startswith(PACKED) or content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return None
    return content.count(b"\n") + (not content.endswith(b"\n"))
