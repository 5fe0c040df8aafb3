"""What one line of a file does, and the one hash that stands for all of them. Pure."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Planned:
    """What one line does. `before` and `after` hold only what changes, as JSON can."""

    line: int
    effect: str
    target: int | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    reasons: list[str] = field(default_factory=list)


def root_of(planned: Iterable[Planned]) -> str:
    """One hash for all lines: what was shown is what is applied, and what the journal keeps."""
    root = hashlib.sha256()
    for change in planned:
        values = [change.line, change.effect, change.target, change.before, change.after, change.reasons]
        text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        root.update(hashlib.sha256(text.encode()).digest())
    return root.hexdigest()
