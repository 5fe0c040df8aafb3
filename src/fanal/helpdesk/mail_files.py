"""The photos and documents that came with a mail: made harmless and kept, or named with why they are not."""

from fanal.core.attachments import Stored, store
from fanal.core.errors import RuleBroken
from fanal.core.mail.models import IncomingMail
from fanal.core.mail.parsing import attached_files

AT_MOST = 8
SMALLEST_PICTURE = 8 * 1024  # below: the logo of a signature, a tracking pixel
PICTURE_NAMES = (".png", ".gif", ".jpg", ".jpeg", ".webp", ".bmp")


def _is_decoration(name: str, data: bytes) -> bool:
    return len(data) < SMALLEST_PICTURE and name.lower().endswith(PICTURE_NAMES)


def keep_files(mail: IncomingMail) -> tuple[list[Stored], list[str]]:
    """The files kept, and one sentence for each that is not: it stays in the mail, which is kept whole."""
    kept: list[Stored] = []
    left_out: list[str] = []
    if not mail.attachments or mail.raw is None:
        return kept, left_out
    for name, data in attached_files(bytes(mail.raw)):
        if _is_decoration(name, data):
            continue
        try:
            if len(kept) == AT_MOST:
                raise RuleBroken(f"Plus de {AT_MOST} fichiers dans ce courriel.")
            kept.append(store(mail.school_id, data, name))
        except RuleBroken as refusal:
            left_out.append(f"[« {name} » n’est pas repris : {refusal.reasons[0]}]")
    return kept, left_out
