"""`{% law "annex" %}`: the name of a text, with the day since which it holds."""

from django import template
from django.utils.safestring import SafeString

from fanal.accounts.rules.law import NAMED
from fanal.core.templatetags.fanal import french

register = template.Library()


@register.simple_tag
def law(name: str) -> SafeString:
    return french(NAMED[name])
