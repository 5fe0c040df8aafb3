"""The lists of things that the rooms declare."""

from collections.abc import Iterator
from importlib import import_module

from fanal.accounts.views.thing_list import ThingList
from tests.architecture import source
from tests.architecture.contexts import module_of


def declared_lists() -> Iterator[ThingList]:
    """Each list that a module of views has by name, or that something it has by name calls its `listing`."""
    seen = set[str]()
    for file in source.python_files():
        if "views" not in file.parts or "ThingList" not in file.read_text(encoding="utf-8"):
            continue
        for value in vars(import_module(module_of(file))).values():
            listing = getattr(value, "listing", value)
            if isinstance(listing, ThingList) and listing.address not in seen:
                seen.add(listing.address)
                yield listing
