"""What changed, who did it, and proof that nobody rewrote it since.

`with journal.change(thing, by=…, verb="app.verb")` keeps the fields before and after, in the action's own
transaction, as its last write.
"""

from fanal.core.journal.models import Chain
from fanal.core.journal.publication import contradictions, published_heads
from fanal.core.journal.remarks import Backwards, Erasure, backwards, erasures
from fanal.core.journal.signing import believed_keys
from fanal.core.journal.verification import Broken, verify_school
from fanal.core.journal.writing import (
    Author,
    change,
    created,
    differences,
    erase,
    erase_of,
    erasing,
    noted,
    write_changes,
    writing,
)

__all__ = [
    "Author",
    "Backwards",
    "Broken",
    "Chain",
    "Erasure",
    "backwards",
    "believed_keys",
    "change",
    "contradictions",
    "created",
    "differences",
    "erase",
    "erase_of",
    "erasing",
    "erasures",
    "noted",
    "published_heads",
    "verify_school",
    "write_changes",
    "writing",
]
