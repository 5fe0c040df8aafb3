"""Under what name may a file from outside be shown, stored and downloaded?

Source: CVE-2021-31542 and its family (paths), Unicode TR 36 (right-to-left override), and the names
that Windows reserves.
"""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST_NAME = 120
LONGEST_SUFFIX = 12
DEFAULT_NAME = "fichier"
FORBIDDEN = re.compile(r'[<>:"|?*/\\]')
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}


def clean_name(name: str) -> str:
    """The last part of the path, without invisible or reversing characters, at most 120 characters."""
    visible = "".join(c for c in name.replace("\\", "/") if unicodedata.category(c) not in INVISIBLE)
    last = unicodedata.normalize("NFC", visible).split("/")[-1]
    tidy = " ".join(FORBIDDEN.sub("-", last).split()).strip(". ")
    if RESERVED.match(tidy):
        tidy = f"_{tidy}"
    suffix = PurePosixPath(tidy).suffix
    if len(suffix) > LONGEST_SUFFIX:  # words after a full stop, no extension
        suffix = ""
    stem = tidy.removesuffix(suffix)[: LONGEST_NAME - len(suffix)]
    return f"{stem.rstrip('. ')}{suffix}" or DEFAULT_NAME


def extension(name: str) -> str:
    """Lower case, without the dot; empty if there is none."""
    return PurePosixPath(name).suffix[1:].lower()
