"""Where may a line of French break, and which space stands there? Pure; the one place that says it.

Source: the usage of French printing, as users asked for it: a narrow space that does not break (U+202F)
before « ; : ! ? » and between thousands; one of full width (U+00A0) inside guillemets, before a unit, after
« n° ». What people wrote keeps its words: spaces alone change.
"""

import re

NARROW, WIDE = "\u202f", "\u00a0"
ANY = "[ \u00a0\u202f]"
UNITS = r"IMP|h|min|jours?|Ko|Mo|[%€]"

BEFORE_SIGN = re.compile(rf"(?<=[\w»)}}>’…%€\]]){ANY}(?=[?!;:](?:[\s<\"&{{]|$))")
INSIDE_GUILLEMETS = re.compile(rf"(?<=«){ANY}|{ANY}(?=»)")
THOUSANDS = re.compile(rf"(?<![\w,.])[1-9]\d{{0,2}}(?:{ANY}\d{{3}})+(?![\d\u00a0 ]?\d)")
BEFORE_UNIT = re.compile(rf"(?<=\d){ANY}(?=(?:{UNITS})(?:\W|$))|(?<=\d[ \u00a0]h){ANY}(?=\d)")
AFTER_NUMBER = re.compile(rf"(?<=\b[nN]°){ANY}(?=\d)")
LOOSE = re.compile(ANY)
# In a template the space that does not break was written full width; what stands in a tag of Django is code.
IN_TEMPLATE = re.compile(
    r"\{%.*?%\}|\{#.*?#\}|\u00a0(?=[?!;:](?:[\s<\"&{]|$))|(?<=\b[nN]°) (?=\{\{|\d)", re.S
)
IN_ITS_PLACE = {WIDE: NARROW, " ": WIDE}


def grouped(number: int) -> str:
    """« 10 000 », with the narrow space that does not break."""
    return f"{number:,}".replace(",", NARROW)


def spaced(text: str) -> str:
    """The same text with the spaces of French; done twice, it is done once."""
    text = THOUSANDS.sub(lambda match: LOOSE.sub(NARROW, match[0]), text)
    text = BEFORE_SIGN.sub(NARROW, text)
    text = INSIDE_GUILLEMETS.sub(WIDE, text)
    return AFTER_NUMBER.sub(WIDE, BEFORE_UNIT.sub(WIDE, text))


def spaced_template(source: str) -> str:
    """The source of a template: a narrow space before its signs, the number of « n° » beside it."""
    return IN_TEMPLATE.sub(lambda match: IN_ITS_PLACE.get(match[0], match[0]), source)
