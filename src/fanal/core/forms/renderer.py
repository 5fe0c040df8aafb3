"""The fields of forms as Django writes them, without its templates.

A choice among a hundred people opened two hundred of them, and cost more than the rest of its page.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

WIDGETS = "django/forms/widgets/"
INPUTS = (
    "input",
    "text",
    "number",
    "email",
    "url",
    "password",
    "hidden",
    "date",
    "datetime",
    "time",
    "checkbox",
    "input_option",
)


NO_ATTRIBUTES = mark_safe("")


def _attributes(attributes: Mapping[str, Any]) -> SafeString:
    if not attributes:  # most options of a long choice
        return NO_ATTRIBUTES
    pairs = [(name, value) for name, value in attributes.items() if value is not False]
    return mark_safe("".join(_attribute(name, value) for name, value in pairs))


def _attribute(name: str, value: Any) -> SafeString:
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, str(value))


def _input(widget: Mapping[str, Any]) -> SafeString:
    value = widget["value"]
    value_text = format_html(' value="{}"', str(value)) if value is not None else ""
    start = format_html('<input type="{}" name="{}"{}', widget["type"], widget["name"], value_text)
    return format_html("{}{}>", start, _attributes(widget["attrs"]))


def _option(widget: Mapping[str, Any]) -> SafeString:
    """One box of a list. Of rows, a browser that comes back would tick by place: the lines may have moved."""
    if isinstance(widget["value"], str):  # a code among a few that never move
        return _input(widget)
    return _input({**widget, "attrs": {**widget["attrs"], "autocomplete": "off"}})


def _select(widget: Mapping[str, Any]) -> SafeString:
    start = format_html('<select name="{}"{}>', widget["name"], _attributes(widget["attrs"]))
    return format_html(
        "{}{}\n</select>", start, mark_safe("".join(_group(*group) for group in widget["optgroups"]))
    )


def _group(name: str | None, options: list[dict[str, Any]], _: int) -> SafeString:
    choices = ((str(option["value"]), _attributes(option["attrs"]), option["label"]) for option in options)
    lines = format_html_join("", '\n  <option value="{}"{}>{}</option>', choices)
    return format_html('\n  <optgroup label="{}">{}\n  </optgroup>', name, lines) if name else lines


WRITTEN: dict[str, Callable[[Mapping[str, Any]], SafeString]] = {
    **{f"{WIDGETS}{name}.html": _input for name in INPUTS},
    f"{WIDGETS}radio_option.html": _option,
    f"{WIDGETS}checkbox_option.html": _option,
    f"{WIDGETS}select.html": _select,
}


class Renderer(DjangoTemplates):
    """Django's own, for all that is not written here."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        write, widget = WRITTEN.get(template_name), context.get("widget", {})
        if write is None or widget.get("wrap_label"):
            return super().render(template_name, context, request)
        return write(widget)
