"""Pages obey the content policy without an exception, and decide nothing."""

import re
from pathlib import Path

from django.template import engines

from fanal.core.text.typography import spaced_template
from tests.architecture import source
from tests.architecture.source import none_of

INLINE = re.compile(
    r"""\sstyle\s*=|<style\b|<script(?![^>]*\b(?:src=|type="application/json"))|\son[a-z]+\s*=\s*["']|javascript:""",
    re.I,
)
UNESCAPED = re.compile(r"\|\s*safe\b|\{%\s*autoescape off")
MIXED = re.compile(r"\{%\s*(?:el)?if\b(?=[^%]*\band\b)(?=[^%]*\bor\b)[^%]*%\}")
COMPONENT = re.compile(r"<c-([a-z-]+)")
OUTSIDE = re.compile(r"""\b(?:src|srcset|action)\s*=\s*["'](?:https?:)?//""", re.I)


# A letter is read in mail programs, which know no style sheet and obey no policy of ours.
LETTERS = {"mail"}
# Markup made by a library or written in our own code, never by a person.
MADE_BY_US = {
    "src/fanal/templates/cotton/field.html": "the help beside a field, as Django itself shows it",
    "src/fanal/templates/mfa/totp/activate_form.html": "the drawing of the code to scan",
}


def matching_lines(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    return [line for file in files for line in source.lines_matching(file, pattern)]


def pages() -> list[Path]:
    return [file for file in source.templates() if file.parent.name not in LETTERS]


def test_no_style_script_or_handler_is_written_in_a_page():
    none_of(matching_lines(INLINE, pages()))


def test_everything_shown_is_escaped():
    files = [file for file in source.templates() if source.name_of(file) not in MADE_BY_US]
    none_of(matching_lines(UNESCAPED, files))


def test_no_page_mixes_and_with_or():
    none_of(matching_lines(MIXED, source.templates()))


def test_no_page_calls_another_site():
    none_of(matching_lines(OUTSIDE, pages()))


def _components_in(file: Path) -> set[str]:
    return {name.replace("-", "_") for name in COMPONENT.findall(file.read_text(encoding="utf-8"))}


def test_every_component_is_in_the_gallery_or_in_the_frame_of_all_pages():
    folder = source.SOURCE / "templates"
    components = {file.stem: file for file in (folder / "cotton").glob("*.html")}
    used = _components_in(folder / "gallery.html") | _components_in(folder / "base.html")
    for _ in components:  # a component may stand inside another
        used |= {inner for name in used & set(components) for inner in _components_in(components[name])}
    assert sorted(set(components) - used) == []
    assert sorted(used - set(components) - {"slot", "vars"}) == []


def test_the_patterns_would_see_it():
    assert INLINE.search('<a onclick="x()">')
    assert INLINE.search("<script>")
    assert INLINE.search('<p style="color:red">')
    assert not INLINE.search('<script src="/static/a.js" defer>')
    assert MIXED.search("{% if a and b or c %}")
    assert not MIXED.search("{% if a and b %}x{% endif %}{% if c or d %}")


CODE = re.compile(r"\{%.*?%\}|\{#.*?#\}|<script.*?</script>", re.S)
LOOSE = re.compile(r"""[\w»)}>’] [?!;:](?=[\s<"]|$)|« | »""")


def test_no_line_begins_with_a_sign_that_french_keeps_with_its_word():
    """Before « ? ! ; : » and inside guillemets, the space of a page does not break (ADR 0010)."""
    frames = [file for file in source.templates() if file.name != "gallery.html"]
    none_of(
        f"{source.name_of(file)}: {match[0]!r}, whose space is to be U+00A0"
        for file in frames
        for match in LOOSE.finditer(CODE.sub("", file.read_text(encoding="utf-8")))
    )


BREAKABLE = re.compile(
    r"""[ \u00a0][?!;:](?=[\s<"&{])|«[ \n]|[ \n]»|\b[nN]°[ \n]\s*(?=\d|\{\{)"""
    r"""|\b[1-9]\d{0,2}[ \u00a0]\d{3}\b|\d €"""
)


def breakable(page: str) -> list[str]:
    """The spaces of a page, as Django reads it, that are not those of French."""
    return [match[0] for match in BREAKABLE.finditer(CODE.sub("", spaced_template(page)))]


def test_each_template_is_read_with_the_spaces_of_french():
    """Verified in November 2026, § 3.9: a narrow space before « ? ! ; : » and between thousands."""
    loaders = engines["django"].engine.template_loaders[0].loaders
    assert [type(loader).__name__ for loader in loaders] == ["Components", "Frames", "Pages"]
    frames = [file for file in source.templates() if file.name != "gallery.html"]
    none_of(
        f"{source.name_of(file)}: {space!r}"
        for file in frames
        for space in breakable(file.read_text(encoding="utf-8"))
    )


def test_a_space_that_breaks_would_be_seen():
    assert breakable("<p>Oui : 20 000, n°\n{% if a %}« b »{% endif %} 12 €</p>") == [
        " :",
        "20 000",
        "« ",
        " »",
        "2 €",
    ]
    assert breakable("<p>par l’acte n°\n  {{ a }}</p>") == ["n°\n  "]
    assert breakable("<p>Oui\u00a0: n° {{ a }}</p>") == []


# What a component is given to say: sentences of the domain, written with plain spaces.
GIVEN = (
    r"(?:title|detail|label|legend|text|caption|reason|error|confirm|here|help|what|message|step|term"
    r"|choice\.choice_label|field\.(?:label|help_text|errors)|chip\.label)"
)
SAID_RAW = re.compile(rf"{{{{\s*{GIVEN}\s*}}}}|{{%\s*firstof[^%]*\s{GIVEN}(?=\s)")


def test_every_sentence_given_to_a_component_keeps_the_signs_of_french_with_their_word():
    """`|french` does it where the page is made, so that Python writes plain spaces (ADR 0030)."""
    folder = source.SOURCE / "templates"
    none_of(
        matching_lines(
            SAID_RAW, [*(folder / "cotton").glob("*.html"), folder / "base.html", folder / "bare.html"]
        )
    )


def test_a_raw_sentence_would_be_seen():
    assert SAID_RAW.search("<b>{{ reason }}</b>")
    assert SAID_RAW.search("{% firstof label field.label|french %}")
    assert not SAID_RAW.search("{{ reason|french }} {% firstof label|french %}{{ slot }}")


FORM = re.compile(r"<(c-form|form)\b(?![^>]*method=\"get\").*?</\1>", re.S)
PRESSED = re.compile(r"<button\b(?![^>]*\bform=)[^>]*>|<c-send\b[^>]*>|<c-no-default\b")
WRITTEN_IN = re.compile(r"<c-field\b|<textarea\b|<input\b(?![^>]*type=\"(?:hidden|checkbox|radio|file)\")")


def answered_by_enter(page: str) -> list[str]:
    """The forms of a page in which Enter, pressed in a field, would give the answer of the first button."""
    forms = [match[0] for match in FORM.finditer(page)]
    return [
        form.split("\n", 1)[0]
        for form in forms
        if WRITTEN_IN.search(form)
        and len(buttons := PRESSED.findall(form)) > 1
        and re.search(r"\bname=", buttons[0])
    ]


def test_enter_in_a_field_never_gives_an_answer():
    """A newcomer, November 2026: « Non, trop cher », then Enter, was kept as « D’accord »."""
    none_of(
        f"{source.name_of(file)}: {form}"
        for file in source.templates()
        for form in answered_by_enter(file.read_text(encoding="utf-8"))
    )


def test_an_answer_given_by_enter_would_be_seen():
    answers = '<button name="a" value="1">Oui</button><button name="a" value="0">Non</button>'
    assert answered_by_enter(f'<c-form href="x"><input name="word">{answers}</c-form>')
    assert not answered_by_enter(f'<c-form href="x"><c-no-default /><input name="word">{answers}</c-form>')
    assert not answered_by_enter(f"<form>{answers}</form>")


TICKED = re.compile(r"<input\b[^>]*?type=\"(?:checkbox|radio)\"[^>]*>")


def ticked_by_place(page: str) -> list[str]:
    """The boxes of a list whose lines come and go that a browser may tick by place."""
    boxes = TICKED.findall(page)
    moving = [box for box in boxes if ('type="checkbox"' in box and 'value="{{' in box) or '.pk }}"' in box]
    return [" ".join(box.split()) for box in moving if 'autocomplete="off"' not in box]


def test_a_browser_that_comes_back_ticks_no_other_line():
    """A newcomer, November 2026: after « Précédent » another seat than the one chosen was taken back."""
    none_of(
        f"{source.name_of(file)}: {box}"
        for file in source.templates()
        for box in ticked_by_place(file.read_text(encoding="utf-8"))
    )


def test_a_box_ticked_by_place_would_be_seen():
    assert ticked_by_place('<input\n type="checkbox" name="n" value="{{ row.code }}">')
    assert ticked_by_place('<input type="radio" name="n" value="{{ row.pk }}">')
    assert not ticked_by_place('<input type="checkbox" autocomplete="off" name="n" value="{{ row.pk }}">')
    assert not ticked_by_place('<input type="checkbox" name="n" value="yes">')


ICON = re.compile(r'\bicon="([a-z][a-z0-9-]*)"|\{% icon "([a-z0-9-]+)"')


def icons_of(page: str) -> set[str]:
    return {attribute or tag for attribute, tag in ICON.findall(page)}


def test_every_icon_that_a_page_names_is_in_the_sprite():
    """A newcomer, November 2026: « Défaire cet import » had a blank where its icon should be."""
    drawn = set((source.SOURCE / "icons.txt").read_text(encoding="utf-8").split())
    none_of(
        f"{source.name_of(file)}: {name}"
        for file in source.templates()
        for name in icons_of(file.read_text(encoding="utf-8")) - drawn
    )
    assert icons_of('<c-do icon="no-such" />{% icon "nor-this" %}') == {"no-such", "nor-this"}
