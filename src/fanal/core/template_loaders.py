"""Templates as they are read: once, when one is loaded, French gets its spaces and the indentation goes."""

import re

from django.template import Origin
from django.template.loaders import app_directories, filesystem
from django_cotton import cotton_loader

from fanal.core.typography import spaced_template

# Where white space is part of what is said: it stays as it is written.
SAID_AS_WRITTEN = (
    r"<(?P<element>pre|textarea)\b.*?</(?P=element)>|\{%\s*blocktrans.*?\{%\s*endblocktrans.*?%\}"
)
INDENTATION = re.compile(rf"{SAID_AS_WRITTEN}|(?<=\n)[ \t]+", re.S)


def flush_left(page: str) -> str:
    """The same page without what is before its lines, a third of its bytes; the lines keep their numbers."""
    return INDENTATION.sub(lambda match: match[0] if match[0].strip() else "", page)


def as_served(source: str, origin: Origin) -> str:
    """The source of a template as it is compiled; the text of a mail keeps its indentation."""
    page = spaced_template(source)
    return flush_left(page) if origin.name.endswith(".html") else page


class Components(cotton_loader.Loader):
    def get_contents(self, origin: Origin) -> str:
        return as_served(super().get_contents(origin), origin)


class Frames(filesystem.Loader):
    def get_contents(self, origin: Origin) -> str:
        return as_served(super().get_contents(origin), origin)


class Pages(app_directories.Loader):
    def get_contents(self, origin: Origin) -> str:
        return as_served(super().get_contents(origin), origin)
