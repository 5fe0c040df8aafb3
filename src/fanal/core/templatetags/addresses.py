"""`{% url %}` as Django writes it, addresses found once (`core.http.addresses`); files that may be away."""

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode, url
from django.templatetags.static import static
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape

from fanal.core.http.addresses import address

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


@register.simple_tag
def static_if_there(name: str) -> str:
    """The address of a file that is served, or nothing: what says that all went wrong needs none."""
    try:
        return static(name)
    except ValueError:  # the list of those files does not have it, or is not there
        return ""


@register.tag(name="url")
def kept_url(parser: Parser, token: Token) -> Address:
    """The same words as Django's own tag."""
    node = url(parser, token)
    return Address(node.view_name, node.args, node.kwargs, node.asvar)
