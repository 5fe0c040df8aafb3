"""`{% url %}` as Django writes it, with addresses found once (`core.addresses`)."""

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode, url
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape

from fanal.core.addresses import address

register = template.Library()


class Address(URLNode):
    def render(self, context: Context) -> str:
        if self.kwargs:
            return super().render(context)
        try:
            href = address(self.view_name.resolve(context), *[arg.resolve(context) for arg in self.args])
        except NoReverseMatch:
            if self.asvar is None:
                raise
            href = ""
        if self.asvar:
            context[self.asvar] = href
            return ""
        return conditional_escape(href) if context.autoescape else href


@register.tag(name="url")
def kept_url(parser: Parser, token: Token) -> Address:
    """The same words as Django's own tag."""
    node = url(parser, token)
    return Address(node.view_name, node.args, node.kwargs, node.asvar)
