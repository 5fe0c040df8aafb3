"""The photos, documents and mails that came with a mail: made harmless and kept, or named with why not."""

from fanal.core.errors import RuleBroken
from fanal.core.files.attachments import Stored, keep_mail, store
from fanal.core.mail.bounded import files
from fanal.core.mail.enclosures import Enclosure
from fanal.core.mail.models import IncomingMail

AT_MOST, MOST_SENTENCES = 8, 5
SMALLEST_PICTURE = 8 * 1024  # below, in the place that its HTML gives it: the logo of a signature
PICTURE_NAMES = (".png", ".gif", ".jpg", ".jpeg", ".webp", ".bmp")
NOT_READ = "[Les pièces jointes n’ont pas pu être lues : elles restent dans le courriel.]"


def _is_decoration(file: Enclosure) -> bool:
    is_small_picture = len(file.content) < SMALLEST_PICTURE and file.name.lower().endswith(PICTURE_NAMES)
    return file.is_embedded and is_small_picture


def _keep(school_id: int, file: Enclosure) -> Stored:
    keep = keep_mail if file.is_message else store
    return keep(school_id, file.content, file.name)


def keep_files(mail: IncomingMail) -> tuple[list[Stored], list[str]]:
    """The files kept, and sentences for those that are not: these stay in the mail, which is kept whole."""
    stored: list[Stored] = []
    left_out: list[str] = []
    if not mail.attachments or mail.raw is None:
        return stored, left_out
    attachments = files(bytes(mail.raw))
    for file in attachments:
        if _is_decoration(file):
            continue
        try:
            if len(stored) == AT_MOST:
                raise RuleBroken(f"Plus de {AT_MOST} fichiers dans ce courriel.")
            stored.append(_keep(mail.school_id, file))
        except RuleBroken as refusal:
            left_out.append(f"[« {file.name} » n’est pas repris : {refusal.reasons[0]}]")
    return stored, _in_few(left_out) if attachments else [NOT_READ]


def _in_few(sentences: list[str]) -> list[str]:
    """The first ones, and how many others there are: a request has little room."""
    if len(sentences) <= MOST_SENTENCES + 1:
        return sentences
    others = len(sentences) - MOST_SENTENCES
    return [*sentences[:MOST_SENTENCES], f"[{others} autres fichiers ne sont pas repris.]"]
