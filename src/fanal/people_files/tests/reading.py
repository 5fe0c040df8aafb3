"""Reading a file as the child does, and what comes out of it."""

import io
import json
from typing import Any, NamedTuple

from fanal.people_files.formats.reading import read_into


class Line(NamedTuple):
    manner: str
    kind: str
    school: str
    key: str
    content: dict[str, Any]


def read(content: bytes | str) -> tuple[list[Line], list[dict[str, Any]]]:
    """The lines and the headers of a file. Raises Declined."""
    out = io.BytesIO()
    read_into(io.BytesIO(content.encode() if isinstance(content, str) else content), out, {})
    *rows, tail = out.getvalue().decode().splitlines()
    lines = []
    for row in rows:
        _, _, manner, kind, school, key, _, words = row.split("\t")
        lines.append(Line(manner, kind, school, key, json.loads(words.replace("\\\\", "\\"))))
    return lines, json.loads(tail.removeprefix("!"))


def aaf(*requests: str, prolog: str = '<?xml version="1.0" encoding="UTF-8"?>', academy: str = "13") -> str:
    """A file of the AAF with these requests."""
    comment = f'<!-- codeAcademieExport="{academy}" -->' if academy else ""
    return (
        f'{prolog}<!DOCTYPE ficAlimMENESR SYSTEM "ficAlimMENESR.dtd"><ficAlimMENESR>{comment}'
        f"{''.join(requests)}</ficAlimMENESR>"
    )


def request(category: str, identifier: str, how: str = "addRequest", **attributes: str | list[str]) -> str:
    """One request; a list is an attribute with several values."""
    name, holder = ("attr", "attributes") if how == "addRequest" else ("modification", "modifications")
    more = "" if how == "addRequest" else ' operation="replace"'
    body_text = "".join(
        f'<{name} name="{key}"{more}>{_values(value)}</{name}>' for key, value in attributes.items()
    )
    body = f"<{holder}>{body_text}</{holder}>" if how != "deleteRequest" else ""
    return (
        f'<{how}><operationalAttributes><attr name="categoriePersonne"><value>{category}</value></attr>'
        f"</operationalAttributes><identifier><id>{identifier}</id></identifier>{body}</{how}>"
    )


def _values(value: str | list[str]) -> str:
    values = [value] if isinstance(value, str) else value
    return "".join(f"<value>{value}</value>" if value else "<value/>" for value in values)
