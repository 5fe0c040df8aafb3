"""What a form was filled from, in one word that travels with it: another's change meanwhile is seen."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def seen_of(values: Mapping[str, Any]) -> str:
    """Sixteen hexadecimal figures for these values, whatever their order; never the values."""
    text = json.dumps(values, default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
