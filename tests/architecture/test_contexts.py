"""A template reads what its own page gives it: a renamed name shows nothing, and nobody is told.

« photo comprise » was lost so. A page that is typed is compared more exactly (`test_typed_pages.py`).
"""

import ast
from functools import cache

from tests.architecture.contexts import OF_EVERY_PAGE, Code, our_code
from tests.architecture.pages import Pages, names_used, our_pages
from tests.architecture.source import none_of

# Their own views, in those libraries, fill them.
OF_LIBRARIES = {"account", "allauth", "mfa", "usersessions"}
FEWEST_NAMES = 3050


@cache
def code() -> Code:
    return our_code()


def lost_names(code: Code, pages: Pages, templates: list[str]) -> dict[str, set[str]]:
    """For each template, the names that it reads and that nothing on the way to it gives."""
    of_pages = {template: code.given(template) for template in pages.pages}
    shell = code.around({OF_EVERY_PAGE}) if OF_EVERY_PAGE in code.nodes else ()
    everywhere = set().union(*(code.own_keys[key] for key in shell))
    lost = {}
    for template in templates:
        given = pages.given(template, of_pages) | everywhere
        given |= pages.at_large if code.naming(template) else set()
        lost[template] = names_used(pages.pages[template]) - given
    return {template: names for template, names in lost.items() if names}


def ours(pages: Pages) -> list[str]:
    return [name for name in pages.pages if OF_LIBRARIES.isdisjoint(name.split("/"))]


def test_every_name_that_a_template_reads_is_given_by_its_own_page(at_least):
    pages = our_pages()
    lost = lost_names(code(), pages, ours(pages))
    none_of(f"{template}: {name}" for template, names in lost.items() for name in names)
    compared = sum(len(names_used(pages.pages[name])) for name in ours(pages))
    at_least("names that templates read", compared, FEWEST_NAMES)


ROOM = {
    "fanal.room.views.thing": """
from fanal.room.reading import thing as reading
from fanal.room.views.frame import show

def thing_page(request):
    context = {"thing": 1, **reading.around(request)}
    context["late"] = True
    return render_page(request, "room/thing.html", context)

def other_page(request):
    return show(request, "room/other.html", title="A", words={"b": 1})
""",
    "fanal.room.reading.thing": """
def around(request):
    return {"beside": 1}

def elsewhere(request):
    return {"far": 1}
""",
    "fanal.room.views.frame": """
def show(request, template, **more):
    return render_page(request, template, {"form": 1, **more})
""",
    "fanal.room.views.kinds": """
class ThingList(Page):
    template = "room/typed.html"
    rows: list[str]

class LongList(ThingList):
    template = "room/long.html"
    more: str

def kind_page(request, kind):
    return render_page(request, f"room/{kind}_kind.html", {"kind": kind})
""",
}


def test_a_name_is_given_by_the_page_and_by_what_it_calls_for_its_context():
    room = Code({module: ast.parse(text) for module, text in ROOM.items()})
    assert room.given("room/thing.html") == {"thing", "late", "beside"}
    assert room.given("room/other.html") >= {"form", "title", "words"}
    assert room.given("room/typed.html") == {"rows"}
    assert room.given("room/long.html") == {"rows", "more"}
    assert room.given("room/red_kind.html") == {"kind"}
    assert room.given("room/nowhere.html") == set()


def test_a_name_goes_on_to_what_a_template_shows():
    pages = Pages(
        {
            "room/thing.html": '{% extends "frame.html" %}{% include "line.html" with row=thing.row %}',
            "frame.html": "{{ thing }}{{ no_such }}",
            "line.html": '{{ row }}{% for a in late %}{{ a }}{% endfor %}<c-mark :of="lost" />',
            "cotton/mark.html": "{{ of }}{{ thing }}",
        }
    )
    room = Code({module: ast.parse(text) for module, text in ROOM.items()})
    assert lost_names(room, pages, list(pages.pages)) == {
        "frame.html": {"no_such"},
        "line.html": {"lost"},
        "cotton/mark.html": {"thing"},  # a component has what it is called with
    }


def test_each_name_that_a_template_reads_is_found():
    page = (
        "{% if old.files|length and not row %}{{ left.x }}{% endif %}{% for a in rest.y %}{{ a }}{% endfor %}"
    )
    page += '<c-field :field="form.x" label="no" />{% url "a:b" uai thing.pk %}{% with c=d.e %}{% endwith %}'
    page += '{% include "line.html" with f=g %}{% firstof h|i "j" %}{% include panel.template %}'
    page += "{{ k|default:m.n }}"
    names = ["old", "row", "left", "rest", "a", "form", "uai", "thing", "d", "g", "h", "k", "m"]
    assert names_used(page) == {*names}
