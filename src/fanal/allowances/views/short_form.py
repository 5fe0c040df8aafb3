"""A short form on a page of its own: what the pages of proposals and reliefs share."""

from dataclasses import dataclass

from fanal.core.pages.page import ShortFormPage


@dataclass(frozen=True, kw_only=True)
class AllowanceFormPage(ShortFormPage):
    """`source`: where the rule that it applies comes from."""

    template = "allowances/short_form.html"

    source: str = ""
