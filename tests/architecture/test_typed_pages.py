"""A page and its template agree: each name that is read is a field, and each field is read (ADR 0074)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from fanal.core.pages.page import FormPage, Page, names_of
from fanal.peer_help.views.project_help import HelpPage
from tests.architecture import source
from tests.architecture.contexts import OF_EVERY_PAGE, our_code
from tests.architecture.pages import BROUGHT, Pages, our_pages
from tests.architecture.source import none_of

FEWEST_PAGES = 310


def of_the_shell() -> set[str]:
    """What every template may read, whoever shows it."""
    code = our_code()
    return BROUGHT.union(*(code.own_keys[key] for key in code.around({OF_EVERY_PAGE})))


@cache
def typed_pages() -> tuple[type[Page], ...]:
    """Every page of the package that has a template."""
    for file in source.python_files():
        if "fanal.core.pages.page" in (text := file.read_text(encoding="utf-8")) and "class" in text:
            import_module(".".join(file.relative_to(source.ROOT / "src").with_suffix("").parts))
    return tuple(
        page for page in _below(Page) if hasattr(page, "template") and "tests" not in page.__module__
    )


def _below(page: type[Page]) -> Iterator[type[Page]]:
    for one in page.__subclasses__():
        yield one
        yield from _below(one)


def disagreements(page: type[Page], pages: Pages, shell: set[str]) -> list[str]:
    """What its template reads and it has not, and what it has and nothing reads."""
    reads, has = pages.read_from_page(page.template), names_of(page)
    lost = [
        f"{page.template} reads {name}, which {page.__name__} has not" for name in sorted(reads - has - shell)
    ]
    return lost + [
        f"{page.__name__}.{name} is read by nothing in {page.template}" for name in sorted(has - reads)
    ]


def test_each_page_has_what_its_template_reads_and_nothing_more(at_least):
    pages, shell = our_pages(), of_the_shell()
    none_of(line for page in typed_pages() for line in disagreements(page, pages, shell))
    at_least("typed pages", len(typed_pages()), FEWEST_PAGES)


@dataclass(frozen=True, kw_only=True)
class _Thing(FormPage):
    template = "room/thing.html"
    row: str
    late: bool

    @property
    def words(self) -> str:
        return self.row


def test_two_renamed_keys_of_a_page_are_seen():
    """December, house § 3.2: « Séances » and « Terminé, merci » were lost, this guard and 13 tests green."""
    pages, shell = our_pages(), of_the_shell()
    text = pages.pages[HelpPage.template]
    renamed = text.replace("sessions", "meetings").replace("is_mine", "is_theirs")
    assert disagreements(HelpPage, pages, shell) == []
    assert disagreements(HelpPage, Pages({**pages.pages, HelpPage.template: renamed}), shell) == [
        "peer_help/help_page.html reads is_theirs, which HelpPage has not",
        "peer_help/help_page.html reads meetings, which HelpPage has not",
        "HelpPage.is_mine is read by nothing in peer_help/help_page.html",
        "HelpPage.sessions is read by nothing in peer_help/help_page.html",
    ]


ROOM = Pages(
    {
        "room/thing.html": '{% extends "frame.html" %}{% include "line.html" with one=row %}{{ words }}',
        "frame.html": "{{ uai }}<c-form :form='form' />{% for reason in reasons %}{{ reason }}{% endfor %}",
        "line.html": "{{ one }}{% if late %}{{ forloop.counter }}{% endif %}",
    }
)


def test_a_page_that_agrees_passes():
    assert disagreements(_Thing, ROOM, {"uai", "forloop"}) == []


def test_a_name_that_an_included_piece_reads_is_seen():
    renamed = Pages({**ROOM.pages, "line.html": "{{ one }}{% if is_late %}!{% endif %}"})
    assert disagreements(_Thing, renamed, {"uai"}) == [
        "room/thing.html reads is_late, which _Thing has not",
        "_Thing.late is read by nothing in room/thing.html",
    ]
