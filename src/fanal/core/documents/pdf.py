"""How does Fanal make a PDF? From a template of ours and data, by typst: never from markup made of strings.

Data travel as JSON, so that a text stays a text. No package, no font and no file from outside: the template
is read with the head that papers share (`core/documents/paper.typ`), then nothing. The same data
give the same bytes.
Pages are tagged (PDF/UA-1): the template must set its title and its language. A sign that no font
of ours draws breaks that standard: a paper leaves out emoji, and for any other such sign (a name in Chinese)
is made without the standard, an empty square in the place of the sign.
"""

import json
import re
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

MADE_ON = datetime(2026, 1, 1, tzinfo=UTC)  # not the day it was asked: equal data, equal bytes
STANDARD: Final = "ua-1"
# Pictures, with the space before them and what joins and colours them.
EMOJI = re.compile(r"[ \u00a0]?[\U0001f000-\U0001faff](?:[\ufe0f\u200d]|[\U0001f000-\U0001faff])*")
OURS = Path(__file__).parents[2]  # what a template may import lies here
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

    words = json.dumps(data, ensure_ascii=False)
    for text in (words, EMOJI.sub("", words)):
        with suppress(typst.TypstError):
            return _compiled(template, text, [STANDARD])
    return _compiled(template, words, [])


def is_unsigned_paper(content: bytes) -> bool:
    """Whether this file is a paper that Fanal made to be signed, as it was made: nobody signed anything."""
    return UNSIGNED.encode() in content and ELECTRONIC not in content


def _compiled(template: Path, words: str, standards: list[Any]) -> bytes:
    import typst

    empty = template.parent / "no-packages"  # does not exist: an import from outside finds nothing
    pdf = typst.compile(
        template,
        format="pdf",
        root=OURS,
        sys_inputs={"data": words, "unsigned": UNSIGNED},
        font_paths=_fonts(),
        package_path=empty,
        package_cache_path=empty,
        pdf_standards=standards,
        timestamp=MADE_ON,
    )
    assert isinstance(pdf, bytes)  # one document, one file
    return pdf
