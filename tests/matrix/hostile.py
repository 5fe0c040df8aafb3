"""What nobody types: values that break a converter, a number, a date, a charset or a query."""

import encodings
import pkgutil
import re
from encodings.aliases import aliases
from importlib import import_module
from pathlib import Path

from django.forms import BaseForm

import fanal

# Twenty, as bytes: some are no text at all.
VALUES: tuple[bytes, ...] = (
    b"",
    b"\0",
    b"a\0b",
    b"\xed\xa0\x80",  # half of a surrogate pair
    b"\xff\xfe\x80",  # not UTF-8
    b"-1",
    b"99999999999999999999",
    b"9" * 5_000,  # more digits than Python turns into a number
    "٣".encode(),  # a digit, elsewhere
    "²".encode(),  # isdigit(), and int() refuses it
    b"1e999",
    b"2026-02-31",
    b"99999-12-31T25:61",
    b"0001-01-01",
    b"9999-12-31",
    b"' OR 1=1--",
    b"{{7*7}}<script>",
    b"../../../../etc/passwd",
    "a\u202eb\ufeff\U0001f600".encode(),
    b"x" * 7_000,
)
HEADERS = (
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "Cookie",
    "GLPI-Agent-ID",
    "Host",
    "HX-Boosted",
    "HX-Current-URL",
    "HX-History-Restore-Request",
    "HX-Prompt",
    "HX-Request",
    "HX-Target",
    "HX-Trigger",
    "HX-Trigger-Name",
    "Idempotency-Key",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "If-Unmodified-Since",
    "Origin",
    "Range",
    "Referer",
    "User-Agent",
    "X-CSRFToken",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Requested-With",
    "Content-Type",
    "Content-Length",
)
MODULES = {module.name for module in pkgutil.iter_modules(encodings.__path__)} - {"aliases"}
CHARSETS = tuple(sorted({*aliases, *aliases.values(), *MODULES, "unheard-of"}))
READ = re.compile(r"(?:GET|POST)(?:\.get|\.getlist)?[\[(]\"([\w-]+)\"")


def names_read() -> list[str]:
    """Every name that a page reads from its address or its form: fields and `.get("…")` of the sources."""
    names = {"page", "key", "version", "next"}
    names |= {name for form in forms_of_fanal() for name in form.base_fields}
    for source in Path(fanal.__file__).parent.rglob("*.py"):
        if "tests" in source.parts or "migrations" in source.parts:
            continue
        text = source.read_text(encoding="utf-8")
        names |= set(READ.findall(text))
    return sorted(names)


def forms_of_fanal() -> list[type[BaseForm]]:
    """Every class of form, whether its fields are its own or those of its model."""
    source = Path(fanal.__file__).parent
    for file in source.glob("*/forms/*.py"):
        import_module(".".join(file.relative_to(source.parent).with_suffix("").parts))
    waiting, classes = [BaseForm], list[type[BaseForm]]()
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("fanal.") and hasattr(kind, "base_fields"):
            classes.append(kind)
    return classes
