"""A list in tabs is declared whole: each tab has its sentence, and its page draws it (ADR 0078)."""

import ast
import inspect
import sys
from pathlib import Path

import pytest
from django.db.models import Q
from django.urls import resolve, reverse

from fanal.accounts.views.thing_list import ListTab, ThingList
from fanal.loans.models import Loan
from tests.architecture import source
from tests.architecture.lists import declared_lists
from tests.architecture.source import none_of

DRAWN = '<c-things :things="things"'
FIELD = "things: ThingsOfTab"


def pages_with_a_list() -> list[tuple[str, str]]:
    """The name of each page class that keeps the things of a tab, and the template that it names."""
    views = [file for file in source.python_files() if "views" in file.parts]
    classes = [node for file in views for node in source.tree_of(file).body if isinstance(node, ast.ClassDef)]
    return [(page.name, template_of(page)) for page in classes if FIELD in ast.unparse(page)]


def template_of(page: ast.ClassDef) -> str:
    """The template that this class names."""
    named = {ast.unparse(line.targets[0]): line.value for line in page.body if isinstance(line, ast.Assign)}
    return str(ast.literal_eval(named["template"]))


def test_each_page_draws_the_list_that_it_keeps():
    pages = pages_with_a_list()
    assert len(pages) >= 3
    templates = {
        f"{file.parent.name}/{file.name}": file for file in source.SOURCE.rglob("templates/*/*.html")
    }
    none_of(
        f"{name}: {template} draws no list"
        for name, template in pages
        if DRAWN not in templates[template].read_text(encoding="utf-8")
    )


def module_of_view(listing: ThingList) -> Path:
    """Where the page at the address of this list is made."""
    view = resolve(reverse(listing.address, args=["0000000A"])).func
    return Path(str(sys.modules[inspect.unwrap(view).__module__].__file__))


def test_each_declared_list_is_kept_by_the_page_at_its_address(at_least):
    lists = [*declared_lists()]
    at_least("declared lists", len(lists), 4)
    none_of(
        f"{listing.address}: its page has no field « {FIELD} »"
        for listing in lists
        if FIELD not in module_of_view(listing).read_text(encoding="utf-8")
    )


def tab(code: str, empty: str = "Rien.") -> ListTab:
    return ListTab(code, "Tous", lambda today: Q(), ["pk"], empty)


@pytest.mark.parametrize("tabs", [(), (tab("", empty=""),), (tab("a"),), (tab(""), tab("a"), tab("a"))])
def test_a_list_that_says_nothing_where_it_is_empty_is_refused(tabs):
    with pytest.raises(ValueError, match="empty sentence"):
        ThingList(
            "loans:loan_list",
            lambda member, today: Loan.objects.none(),
            all_words="Tout",
            no_match="Rien.",
            no_match_here="Rien.",
            tabs=tabs,
        )
