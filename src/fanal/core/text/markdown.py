"""Text written by people, in a small part of Markdown, as safe HTML.

Headings (one level, « ## »), lists, bold, italic, code, links to the web, to an address or a telephone. No
HTML, no picture: one fetched from elsewhere would tell its owner who read the page, and when. Two walls: the
reader knows nothing else, and nh3 keeps these tags alone, whatever the reader made.
"""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe

from fanal.core.text.blocks import LONGEST_TEXT, reader, tokens_of

TAGS = {"h2", "p", "ul", "ol", "li", "strong", "em", "code", "a", "br"}
ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "*": set()}
SCHEMES = {"http", "https", "mailto", "tel"}


def to_html(text: str) -> SafeString:
    """The HTML of this text, of its first 8 000 signs: no form keeps more.

    Every heading is of the second level: the page has its own first one.
    """
    return _rendered(text[:LONGEST_TEXT])


@lru_cache(maxsize=256)
def _rendered(text: str) -> SafeString:
    tokens = tokens_of(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h2"
    html = reader.renderer.render(tokens, reader.options, {})
    safe = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer"
    )
    return mark_safe(safe)
