"""Templates as they are read: once, when one is loaded, French gets its spaces and the layout goes."""

import re

from django.template import Origin
from django.template.loaders import app_directories, filesystem
from django_cotton import cotton_loader

from fanal.core.text.typography import spaced_template

# Where white space is part of what is said: it stays as it is written.
SAID_AS_WRITTEN = (
    r"<(?P<element>pre|textarea)\b.*?</(?P=element)>|\{%\s*blocktrans.*?\{%\s*endblocktrans.*?%\}"
)
# Before or after a word, a value or an attribute: a sentence and a tag are served on one line.
WITHIN = r"\n[ \t]+(?=[^\s<{]|\{\{)|(?<![>\s])(?<!%\})\n[ \t]+(?=\{%)"
LAYOUT = re.compile(rf"(?P<said>{SAID_AS_WRITTEN})|(?P<within>{WITHIN})|\n[ \t]+", re.S)
# A line of tags alone would leave an empty line: the one before it has ended already.
TAGS_ALONE = re.compile(rf"(?P<said>{SAID_AS_WRITTEN})|(?<=\n)(?P<tags>(?:\{{%[^%\n]*%\}})+)\n", re.S)


def without_layout(page: str) -> str:
    """The same page, as a browser reads it, without the layout, which is a third of its bytes."""
    flat = LAYOUT.sub(lambda match: match["said"] or (" " if match["within"] else "\n"), page)
    return TAGS_ALONE.sub(lambda match: match["said"] or match["tags"], flat)


def as_served(source: str, origin: Origin) -> str:
    """The source of a template as it is compiled; the text of a mail keeps its indentation."""
    page = spaced_template(source)
    return without_layout(page) if origin.name.endswith(".html") else page


class Components(cotton_loader.Loader):
    def get_contents(self, origin: Origin) -> str:
        return as_served(super().get_contents(origin), origin)


class Frames(filesystem.Loader):
    def get_contents(self, origin: Origin) -> str:
        return as_served(super().get_contents(origin), origin)


class Pages(app_directories.Loader):
    def get_contents(self, origin: Origin) -> str:
        return as_served(super().get_contents(origin), origin)
