"""`{% drawn_once … %}`: a piece of a page that depends on a few values is drawn once for them, and kept."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context

register = template.Library()
KEPT = 256  # pieces kept by one tag of one template; beyond, all are forgotten and drawn again


class DrawnOnce(template.Node):
    """Sees only the values it names: what is not in the key cannot be in the piece, so nothing can leak."""

    def __init__(
        self, values: dict[str, FilterExpression], unless: FilterExpression | None, nodelist: NodeList
    ) -> None:
        self.values = values
        self.unless = unless
        self.nodelist = nodelist
        self.pieces: dict[tuple[Any, ...], str] = {}

    def render(self, context: Context) -> str:
        values = {name: value.resolve(context) for name, value in self.values.items()}
        if self.unless is not None and self.unless.resolve(context):
            return self.nodelist.render(context.new(values))
        key = tuple(values.values())
        drawn = self.pieces.get(key)
        if drawn is None:
            if len(self.pieces) >= KEPT:
                self.pieces.clear()
            drawn = self.pieces[key] = self.nodelist.render(context.new(values))
        return drawn


@register.tag
def drawn_once(parser: Parser, token: Token) -> DrawnOnce:
    """`{% drawn_once name=value … %}…{% enddrawn_once %}`; the values must be hashable and never change.

    `unless=something` draws it anew when that is true: a form that somebody filled is not kept.
    """
    words = token.split_contents()[1:]
    values = token_kwargs(words, parser)
    unless = values.pop("unless", None)
    if words:
        raise template.TemplateSyntaxError(f"drawn_once takes name=value only, not {words[0]}")
    nodelist = parser.parse(("enddrawn_once",))
    parser.delete_first_token()
    return DrawnOnce(values, unless, nodelist)
