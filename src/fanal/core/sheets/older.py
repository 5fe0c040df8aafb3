"""Was this text written on an old Macintosh, or by a program of the MS-DOS age? By the letters of French.

Their bytes exist in Windows-1252 too: read so, « André » becomes « AndrŽ » or « Andr‚ ». An older encoding is
chosen when Windows-1252 gives what no name holds, and the older one gives letters of French.
"""

import codecs
import re
from itertools import islice

OLDER = ("mac_roman", "cp850")
for _name in OLDER:
    codecs.lookup(_name)  # loaded now: the child will not be able to open a file later

# How much each letter says; measured frequencies matter less than that « é » is by far the first.
WEIGHTS = {
    **dict.fromkeys("é", 10),
    **dict.fromkeys("èÉ", 4),
    **dict.fromkeys("çï", 3),
    **dict.fromkeys("êëàîôœÈÇ", 2),
    **dict.fromkeys("âûùüöÊËÀÂÎÏÔÛÙŒ", 1),
}
PLAUSIBLE = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœŒŸšŠžŽ’‘“”–—…«»€°²³·§•\u00a0"
)
STRANGE, ENOUGH = -3, 2  # the weight of what no French text holds; the least that a letter must say
ACCENTED = re.compile(rb"[\x80-\xff]+")
SAMPLE = 5_000


def older_encoding(data: bytes, usual: str) -> str:
    """The older encoding of this text, or `usual` when that reads as well."""
    runs = islice(ACCENTED.finditer(data), SAMPLE)
    pieces = [data[max(run.start() - 1, 0) : run.end() + 1] for run in runs]  # with the letter on each side
    if _score(pieces, usual) >= 0:
        return usual
    score, encoding = max((_score(pieces, encoding), encoding) for encoding in OLDER)
    return encoding if score >= ENOUGH * len(pieces) else usual


def _score(pieces: list[bytes], encoding: str) -> int:
    return sum(_weight(piece, encoding) for piece in pieces)


def _weight(piece: bytes, encoding: str) -> int:
    try:
        letters = f" {piece.decode(encoding)} "
    except UnicodeDecodeError:
        return STRANGE
    return sum(
        _weight_of(*around)
        for around in zip(letters, letters[1:], letters[2:], strict=False)
        if not around[1].isascii()
    )


def _weight_of(before: str, letter: str, after: str) -> int:
    """A capital after a small letter is strange; a small one between capitals (« HéLèNE ») says nothing."""
    if letter not in PLAUSIBLE or (before.islower() and letter.isupper()):
        return STRANGE
    return 0 if letter.islower() and before.isupper() and after.isupper() else WEIGHTS.get(letter, 0)
