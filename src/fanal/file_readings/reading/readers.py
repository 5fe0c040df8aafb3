"""What each room offers (`FILE_READER`): how its files are read, and what becomes of what was read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fanal.accounts.models import School
from fanal.core.registry import Kind, registered
from fanal.core.sandbox.parent import Watch

FILE_READER: "Kind[LongFileReader]" = Kind("file reader")  # one for each sort of long file


@dataclass(frozen=True)
class LongFileReader:
    """One sort of file. `page`: the name of the address where one brings it; `title`: what that page says.

    `require` asks the right (school, who, what the address names). `check` raises RuleBroken at once for a
    file of another sort. `read` takes the school, the bytes, the name and who is told the lines read.
    `deposit` keeps what was read (school, what was read, what the address names, name, today, now, by) and
    returns the address of its preview.
    """

    kind: str
    title: str
    page: str
    require: Callable[..., object]
    check: Callable[[bytes, str], object]
    read: Callable[[School, bytes, str, Watch], Any]
    deposit: Callable[..., str]


def reader_of(kind: str) -> LongFileReader:
    readers: dict[str, LongFileReader] = {reader.kind: reader for reader in registered(FILE_READER)}
    return readers[kind]
