"""The few words templates need from us."""

import hashlib
import re
import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.forms import BoundField, Textarea
from django.template.defaultfilters import pluralize as django_pluralize
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from fanal.core.text.typography import grouped, spaced
from fanal.core.text.words import of

register = template.Library()
register.filter("grouped", grouped)


@register.simple_tag
def form_key() -> str:
    """A fresh idempotency key for one form."""
    return secrets.token_urlsafe(18)


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A drawing of the sprite, always beside words. A tag, not a component: a page has a dozen."""
    address = static("icons.svg")
    return format_html('<svg class="ic" aria-hidden="true"><use href="{}#{}"/></svg>', address, name)


@register.filter
def without_echo(field: BoundField) -> BoundField:
    """A field whose label is always above it needs no placeholder, which would only say it again.

    A long text has no `maxlength`, by which a browser cuts a paste without a word: `fanal.js` says how much
    is left, and the form refuses what is too long, and keeps it.
    """
    field.field.widget.attrs.pop("placeholder", None)
    if isinstance(field.field.widget, Textarea) and (longest := field.field.widget.attrs.pop("maxlength", 0)):
        field.field.widget.attrs["data-longest"] = longest
    return field


FIRST_OF_MONTH = re.compile(r"\b1(?= [^\W\d])|(?<= )1$")


@register.filter
def french(words: Any) -> SafeString:
    """A sentence of the domain as it is shown: the signs of French stay with their word (ADR 0030).

    The components put every sentence they are given through it, so that sentences are written, and compared
    in tests, with plain spaces.
    """
    return mark_safe(spaced(conditional_escape(words or "")))


@register.filter
def pluralize(count: Any, ending: str = "s") -> str:
    """Django’s own filter, counting as French does: 0, and 1,5, are singular."""
    how_many = len(count) if hasattr(count, "__len__") and not isinstance(count, str) else float(count or 0)
    return django_pluralize(2 if how_many >= 2 else 1, ending)


@register.filter
def of_name(name: Any) -> str:
    """« d’Éléa », « de Pronote », before a name that a page holds."""
    return of(str(name))


CIVILITIES = frozenset({"M.", "Mme", "Mlle"})
TINTS = ("violet", "blue", "teal", "sky", "rose", "plum", "moss", "slate")


@register.filter
def initials(name: Any) -> str:
    """« Claire Morvan » is CM, « M. Le Goff » is LG, « Wilson » is WI."""
    words = [word for word in str(name).split() if word not in CIVILITIES]
    if not words:
        return "?"
    return (words[0][:2] if len(words) == 1 else words[0][0] + words[-1][0]).upper()


@register.filter
def tint(name: Any) -> str:
    """The colour of somebody's initials: always the same for the same name."""
    return TINTS[sum(map(ord, str(name))) % len(TINTS)]


@register.filter
def since(moment: datetime | None) -> str:
    """« 31 min », « 3 h », « hier », « 4 jours », « 12 mars 2026 »: how long ago, as one says it."""
    if moment is None:
        return ""
    now = timezone.now()
    gone = now - moment
    if gone < timedelta(minutes=1):
        return "à l’instant"
    if gone < timedelta(hours=1):
        return f"{int(gone.total_seconds() // 60)} min"
    days = (timezone.localdate(now) - timezone.localdate(moment)).days
    if days == 0:
        return f"{int(gone.total_seconds() // 3600)} h"
    if days == 1:
        return "hier"
    if days < 31:
        return f"{days} jours"
    return day_words(moment)


@register.filter
def ago(moment: datetime | None) -> str:
    """« il y a 31 min », « hier », « le 12 mars 2026 »: the same inside a sentence."""
    words = since(moment)
    if words.endswith(("min", " h", "jours")):
        return f"il y a {words}"
    return f"le {words}" if words[:1].isdecimal() else words


@register.filter
def day_words(moment: date | None, shape: str = "j F Y") -> str:
    """« 12 mars 2026 », « mercredi 1er mars »; a moment is told on the clock of the school."""
    if not moment:
        return ""
    if isinstance(moment, datetime):
        return _in_words(timezone.localtime(moment), shape)
    return _day_in_words(moment, shape)


def _in_words(day: date, shape: str) -> str:
    return FIRST_OF_MONTH.sub("1er", formats.date_format(day, shape))


_day_in_words = lru_cache(maxsize=4096)(_in_words)  # a page says a dozen days, most of them said before


@register.filter
def clock(moment: datetime | None) -> str:
    """« 9 h 02 »."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"{local.hour}\u00a0h\u00a0{local.minute:02d}"


@register.simple_tag
def options(choices: Iterable[tuple[object, object, bool]]) -> SafeString:
    """The `<option>` of each value, words, and whether it is chosen: a long list costs no node a line."""
    lines = (
        f'<option value="{escape(value)}"{" selected" if is_chosen else ""}>{escape(words)}</option>'
        for value, words, is_chosen in choices
    )
    return mark_safe("".join(lines))


@register.simple_tag
def row_box(
    name: str, value: object, is_checked: object = False, *, says: object = "", is_disabled: object = False
) -> SafeString:
    """The box that chooses a row; not ticked by its place when somebody comes back to the page.

    `says`: what it chooses, where no label stands beside it.
    """
    label = format_html(' aria-label="Choisir {}"', says) if says else ""
    state = f"{' checked' if is_checked else ''}{' disabled' if is_disabled else ''}"
    box = '<input type="checkbox" name="{}" autocomplete="off" value="{}"{}{}>'
    return format_html(box, name, value, label, mark_safe(state))


@register.filter
def from_moment(moment: datetime) -> str:
    """« depuis aujourd’hui, 8 h 05 », « depuis le 27 novembre, 8 h 05 » another day.

    « depuis 1 h 27 » alone reads as a duration.
    """
    if timezone.localdate(moment) == timezone.localdate():
        return f"depuis aujourd’hui, {clock(moment)}"
    return f"depuis le {day_words(moment, 'j F')}, {clock(moment)}"


@register.filter(is_safe=True)
def own_links(text: str) -> SafeString:
    """What somebody wrote, where the addresses of our own pages can be pressed: a stranger's cannot."""
    address = rf"{re.escape(escape(settings.PUBLIC_URL))}/e/[0-9]{{7}}[A-Z]/[a-z]{{2,20}}/[0-9]{{1,9}}/"
    return mark_safe(re.sub(address, r'<a href="\g<0>">\g<0></a>', escape(text)))


@register.filter
def file_size(count: int | None) -> str:
    """« 15 ko », « 2,4 Mo »: what a file weighs, as its reader compares it with a limit."""
    if not count:
        return ""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))}\u00a0ko"
    return f"{count / 1_000_000:.1f}\u00a0Mo".replace(".", ",").replace(",0", "")


@register.filter
def visit(session: SessionBase) -> str:
    """One sign-in, in a word that opens nothing: the same until somebody signs in again."""
    key = session.session_key or ""
    return hashlib.sha256(key.encode()).hexdigest()[:12] if key else ""
