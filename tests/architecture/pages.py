"""What templates read and what they give one another, as written in their files."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from tests.architecture import source

WORDS_OF_TAGS = {"and", "as", "in", "is", "not", "only", "or", "with", "True", "False", "None"}
# What a tag or Django itself brings.
BROUGHT = {"attrs", "block", "csrf_token", "exception", "forloop", "messages", "request", "slot"}
QUOTED = re.compile(r""""[^"]*"|'[^']*'|\|\w+""")
# Tags whose words are names of the context, as those of `if` are.
ASKED = re.compile(r"\{%\s*(?:if|elif|with|drawn_once|firstof|url|include(?=[^%]*\swith\s))\s+(.*?)%\}", re.S)
LOOP = re.compile(r"\{%\s*for\s+([\w, ]+?)\s+in")
SLOT = re.compile(r"<c-slot\s+name=\"?(\w+)")
INCLUDED = re.compile(r"\{%\s*(?:include|extends)\s+(\S+)([^%]*)%\}")
COMPONENT = re.compile(r"<c-([\w-]+)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>", re.S)
PARTIAL = r"{{%\s*partialdef {0}\b[^%]*%}}(.*?){{%\s*endpartialdef"
ATTRIBUTE = re.compile(r"(?:^|\s):?([\w-]+)(?=[=\s/]|$)")


def names_used(page: str) -> set[str]:
    """The first name of each thing that a template shows, asks about or goes through."""
    used = set(re.findall(r"\{\{\s*([A-Za-z_]\w*)", page))
    used |= set(re.findall(r"\{%\s*(?:for\s+[\w, ]+\s+in|regroup)\s+([A-Za-z_]\w*)", page))
    used |= set(re.findall(r"""\s:[\w-]+=["']([A-Za-z_]\w*)""", page))
    used |= set(re.findall(r"\|\w+:([A-Za-z_]\w*)", page))  # what a filter is given
    for asked in ASKED.findall(page):
        used |= set(re.findall(r"(?<![\w.])([A-Za-z_]\w*)(?!\s*=[^=]|\w)", QUOTED.sub("", asked)))
    return used - WORDS_OF_TAGS


def names_made(page: str) -> set[str]:
    """What a template names itself: loops, `with`, `as`, parameters."""
    made = {name.strip() for loop in LOOP.findall(page) for name in loop.split(",")}
    made |= set(re.findall(r"\bas\s+(\w+)\s*%\}", page))
    made |= {
        name for tag in re.findall(r"\{%\s*(?:with|drawn_once)\s+([^%]*)%\}", page) for name in words_of(tag)
    }
    for parameters in re.findall(r"<c-vars((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>", page):
        made |= attributes_of(parameters)
    return made


def words_of(tag: str) -> set[str]:
    return set(re.findall(r"\b(\w+)=", tag))


def attributes_of(tag: str) -> set[str]:
    return {name.replace("-", "_") for name in ATTRIBUTE.findall(re.sub(r"\"[^\"]*\"|'[^']*'", '""', tag))}


class Pages:
    """All templates by the name that views use, and which of them is shown by which."""

    def __init__(self, pages: dict[str, str]) -> None:
        self.pages = pages

    @cached_property
    def shown_by(self) -> dict[str, set[tuple[str, frozenset[str]]]]:
        """For each template, those that include it or are extended by it, with the names given on the way."""
        shown_by: dict[str, set[tuple[str, frozenset[str]]]] = defaultdict(set)
        for name, page in self.pages.items():
            for target, rest in INCLUDED.findall(page):
                for shown in self.meant(target):
                    shown_by[shown].add((name, frozenset(words_of(rest))))
            for component, attributes in COMPONENT.findall(page):
                path = f"cotton/{component.replace('-', '_').replace('.', '/')}.html"
                given = attributes_of(attributes) | set(SLOT.findall(page))
                shown_by[path].add(("", frozenset(given)))
        return shown_by

    def meant(self, target: str) -> Iterator[str]:
        """`"a.html#part"`, or, of `panel.template`, nothing that can be read here."""
        if target[0] in "\"'":
            yield target.strip("\"'").split("#")[0]

    @cached_property
    def at_large(self) -> set[str]:
        """What pages name that include a template named by their context (`panel.template`)."""
        large: set[str] = set()
        for page in self.pages.values():
            for target, rest in INCLUDED.findall(page):
                if target[0] not in "\"'":
                    large |= {target.split(".")[0]} | words_of(rest)
        return large

    def given(self, name: str, of_pages: dict[str, set[str]]) -> set[str]:
        """The names that may be read in a template; `of_pages`: those that the code gives to each."""
        names, waiting, done = set(BROUGHT), [name], set[str]()
        while waiting:
            one = waiting.pop()
            done.add(one)
            names |= of_pages.get(one, set()) | names_made(self.pages.get(one, ""))
            for shower, way in self.shown_by[one]:
                names |= way
                waiting += [shower] if shower and shower not in done else []
        return names

    def text(self, name: str) -> str:
        """A template, or one part of it: `room/thing.html#rows`."""
        page, _, part = name.partition("#")
        text = self.pages.get(page, "")
        found = re.search(PARTIAL.format(part), text, re.S) if part else None
        return found[1] if found else text

    def given_to_itself(self, name: str) -> set[str]:
        """What a template names where it draws a part of itself: `{% include "own.html#row" with a=1 %}`."""
        ways = [
            words_of(rest) for target, rest in INCLUDED.findall(self.pages.get(name, "")) if name in target
        ]
        return set().union(*ways)

    def read_from_page(self, name: str) -> set[str]:
        """What a template, those that it extends and the parts that it includes read from the page itself."""
        read, waiting, done = set[str](), [(name, frozenset[str]())], set[tuple[str, frozenset[str]]]()
        while waiting:
            one = waiting.pop()
            if one in done:
                continue
            done.add(one)
            shown, way = one
            text = self.text(shown)
            made = names_made(text) | self.given_to_itself(shown)
            read |= names_used(text) - made - way
            for target, rest in INCLUDED.findall(text):
                part = target.strip("\"'") if target[0] in "\"'" else ""
                waiting += [(part, frozenset({*way, *made, *words_of(rest)}))] if part else []
        return read


def our_pages() -> Pages:
    return Pages({name_of(file): file.read_text(encoding="utf-8") for file in source.templates()})


def name_of(file: Path) -> str:
    return file.as_posix().rpartition("/templates/")[2]
