"""What does a mail say, of all its parts? Pure, and run only in the limited child.

The words of a joined mail are readable below those it came with, through `DEEPEST` mails one inside the
other.
"""

from collections.abc import Iterator
from email.message import Message

from fanal.core.mail.mending import ALTERNATIVE, DEEPEST
from fanal.core.mail.structure import (
    below,
    content_of,
    is_attached,
    is_message,
    message_in,
    parameter,
    parts_of,
    raw_header,
)
from fanal.core.mail.words import clean_text, decode_bytes, decode_header, text_of_html

MAX_JOINED_TEXT = 20_000  # signs of one joined mail
READ = {"text/plain": clean_text, "text/html": text_of_html}
WITHOUT_SUBJECT = "sans objet"


def text_of(message: Message) -> str:
    """All its words, one part below the other."""
    return "\n\n".join(_texts(message))


def _texts(part: Message) -> Iterator[str]:
    if part.get_content_type() == ALTERNATIVE:
        yield from _plainest(part)
    elif part.is_multipart():
        for piece in below(part) if not is_message(part) else []:
            yield from _texts(piece)
    elif (read := READ.get(part.get_content_type())) and not is_attached(part):
        charset = parameter(raw_header(part, "content-type"), "charset")
        if text := read(decode_bytes(content_of(part), charset)):
            yield text


def _plainest(alternative: Message) -> list[str]:
    """Of several forms of one text, the plain one if it says something."""
    forms = sorted(below(alternative), key=lambda form: form.get_content_type() != "text/plain")
    return next((texts for form in forms if (texts := list(_texts(form)))), [])


def other_forms(parts: list[Message]) -> set[int]:
    """Identities of the parts that only say again what is read (calendars aside, which a program opens)."""
    return {
        id(form)
        for part in parts
        if part.get_content_type() == ALTERNATIVE
        for form in below(part)
        if _is_rare_form(form) and _plainest(part)
    }


def _is_rare_form(form: Message) -> bool:
    kind = form.get_content_type()
    return kind.startswith("text/") and kind not in READ and kind != "text/calendar"


def joined_texts(parts: list[Message], level: int = 1) -> Iterator[str]:
    """The words of each joined mail, under a line that says which one it is."""
    for part in parts if level <= DEEPEST else []:
        if is_message(part):
            inside = message_in(part)
            subject = decode_header(raw_header(inside, "subject")) or WITHOUT_SUBJECT
            sender = decode_header(raw_header(inside, "from"))
            texts = [text_of(inside), *joined_texts(parts_of(inside), level + 1)]
            text = "\n\n".join(filter(None, texts))
            if len(text) > MAX_JOINED_TEXT:
                text = f"{text[:MAX_JOINED_TEXT]}\n\n[La suite est dans le message joint.]"
            yield f"[Message joint : « {subject[:200]} », de {sender[:200]}]\n\n{text}"
