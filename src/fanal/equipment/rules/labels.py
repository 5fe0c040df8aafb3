"""What is written on a label, and is what somebody typed a code of ours?

Nine characters that nobody confuses: eight drawn at random (40 bits: not to be guessed), then one that
catches a wrong or swapped character. Alphabet of Crockford: no I, L, O or U. The code says nothing of what it
is on.
"""

from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DRAWN, LENGTH, GROUP = 8, 9, 3
CONFUSED = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "\u00a0": None})
LONGEST_READ = 40  # signs that may be a code with its dashes and blanks


def _doubled(value: int) -> int:
    """Twice the value, its two digits in base 32 added: swapping two neighbours then shows (Luhn)."""
    return sum(divmod(2 * value, len(ALPHABET)))


def check_character(drawn: str) -> str:
    """The last character, from those before it."""
    values = [ALPHABET.index(letter) for letter in reversed(drawn)]
    total = sum(value if rank % 2 else _doubled(value) for rank, value in enumerate(values))
    return ALPHABET[-total % len(ALPHABET)]


def new_code(choice: Callable[[str], str]) -> str:
    """A code from `choice`, which draws one letter of an alphabet (`secrets.choice`)."""
    drawn = "".join(choice(ALPHABET) for _ in range(DRAWN))
    return drawn + check_character(drawn)


def code_in(typed: str) -> str:
    """The code somebody scanned or typed, as we keep it; empty when it is none of ours."""
    code = typed.strip().upper().translate(CONFUSED)
    if len(code) != LENGTH or set(code) - set(ALPHABET):
        return ""
    return code if check_character(code[:-1]) == code[-1] else ""


def code_read(typed: str) -> str:
    """The same, where a camera read the whole address of a label; no address is ever followed."""
    return code_in(typed.strip().rstrip("/").rpartition("/")[2][:LONGEST_READ])


def as_printed(code: str) -> str:
    """« 7K3-D9Q-XMR »."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))
