"""How does Fanal make a PDF? From a template of ours and data, by typst: never from markup made of strings.

Data travel as JSON, so that a text stays a text. No package, no font and no file from outside: the template
is read with the head that papers share (`core/paper.typ`), then nothing. The same data give the same bytes.
Pages are tagged (PDF/UA-1): the template must set its title and its language. A sign that no font
of ours draws (an emoji in a name) breaks that standard: the document is then made without it, an empty square
in the place of the sign.
"""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

MADE_ON = datetime(2026, 1, 1, tzinfo=UTC)  # not the day it was asked: equal data, equal bytes
STANDARD: Final = "ua-1"
OURS = Path(__file__).parents[1]  # what a template may import lies here
# In the keywords of a paper that is made to be signed by hand (`sys.inputs.unsigned` in its template).
UNSIGNED: Final = "fanal-papier-a-signer"
ELECTRONIC: Final = b"/ByteRange"  # what an electronic signature adds to a PDF (ISO 32000-1, 12.8.1)


@cache
def _fonts() -> Any:
    import typst  # 40 MB once loaded: only who prints pays for it

    return typst.Fonts(include_system_fonts=False)


def typeset(template: Path, data: dict[str, Any]) -> bytes:
    """The PDF of `template` (a .typ file of ours) with `data`, which it reads from `sys.inputs.data`."""
    import typst

    try:
        return _compiled(template, data, [STANDARD])
    except typst.TypstError:
        return _compiled(template, data, [])


def is_unsigned_paper(content: bytes) -> bool:
    """Whether this file is a paper that Fanal made to be signed, as it was made: nobody signed anything."""
    return UNSIGNED.encode() in content and ELECTRONIC not in content


def _compiled(template: Path, data: dict[str, Any], standards: list[Any]) -> bytes:
    import typst

    empty = template.parent / "no-packages"  # does not exist: an import from outside finds nothing
    made = typst.compile(
        template,
        format="pdf",
        root=OURS,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False), "unsigned": UNSIGNED},
        font_paths=_fonts(),
        package_path=empty,
        package_cache_path=empty,
        pdf_standards=standards,
        timestamp=MADE_ON,
    )
    assert isinstance(made, bytes)  # one document, one file
    return made
