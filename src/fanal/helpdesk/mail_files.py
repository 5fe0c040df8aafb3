"""The photos, documents and mails that came with a mail: made harmless and kept, or named with why not."""

from fanal.core.attachments import Stored, keep_mail, store
from fanal.core.errors import RuleBroken
from fanal.core.mail.bounded import files
from fanal.core.mail.enclosures import Enclosure
from fanal.core.mail.models import IncomingMail

AT_MOST = 8
SMALLEST_PICTURE = 8 * 1024  # below: the logo of a signature, a tracking pixel
PICTURE_NAMES = (".png", ".gif", ".jpg", ".jpeg", ".webp", ".bmp")


def _is_decoration(file: Enclosure) -> bool:
    return len(file.content) < SMALLEST_PICTURE and file.name.lower().endswith(PICTURE_NAMES)


def _keep(school_id: int, file: Enclosure) -> Stored:
    keep = keep_mail if file.is_message else store
    return keep(school_id, file.content, file.name)


def keep_files(mail: IncomingMail) -> tuple[list[Stored], list[str]]:
    """The files kept, and one sentence for each that is not: it stays in the mail, which is kept whole."""
    kept: list[Stored] = []
    left_out: list[str] = []
    if not mail.attachments or mail.raw is None:
        return kept, left_out
    for file in files(bytes(mail.raw)):
        if _is_decoration(file):
            continue
        try:
            if len(kept) == AT_MOST:
                raise RuleBroken(f"Plus de {AT_MOST} fichiers dans ce courriel.")
            kept.append(_keep(mail.school_id, file))
        except RuleBroken as refusal:
            left_out.append(f"[« {file.name} » n’est pas repris : {refusal.reasons[0]}]")
    return kept, left_out
