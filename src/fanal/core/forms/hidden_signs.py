"""Which signs of a text does nobody see, though they change its order or make two names look alike?

Controls, marks of direction (U+202E turns « Salle 2 » around) and blanks without width. Pure: Unicode's
categories Cc and Cf, and the fillers that are letters by name alone (Unicode 16, UTR 36 § 2.10).
"""

import re

MARKS = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
PICTURES = "\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
# U+200D makes one family of three people (Unicode, UTS 51): between two pictures it is seen, nowhere else.
JOINER = f"(?<![{PICTURES}])(?<![{PICTURES}]\ufe0f)\u200d|\u200d(?![{PICTURES}])"
HIDDEN = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{MARKS}]|{JOINER}")
IN_TEXT = re.compile(f"[{MARKS}]|{JOINER}")  # the ends of lines and of cells are its own
SEEN = re.compile(f"[^\\s\x00-\x1f\x7f-\x9f\u200d\ufe00-\ufe0f{MARKS}]")
SENTENCE = (
    "Ce nom contient un signe que l’on ne voit pas ({code}) : il en change l’ordre, ou le fait passer pour "
    "un autre. Tapez le nom au clavier, sans le coller."
)


def refusals(name: str) -> list[str]:
    """Why a name typed in one line is refused; empty when it may be kept."""
    match = HIDDEN.search(name)
    return [SENTENCE.format(code=f"U+{ord(match[0]):04X}")] if match else []


def without_hidden(text: str) -> str:
    """A text of a file or of a pasted list without them: whoever made it did not type them."""
    return text if text.isascii() else IN_TEXT.sub("", text)


def is_unseen(text: str) -> bool:
    """Whether nobody would see anything of a text: it is as empty as one of spaces."""
    return SEEN.search(text) is None
