"""The link of a calendar, made and opened."""

from datetime import date

from django.urls import reverse

TODAY = date(2026, 11, 25)


def page(school, name="feed_page"):
    return reverse(f"agenda:{name}", args=[school.uai])


def link(browser, school):
    """The path of the link that their page shows."""
    text = browser.get(page(school)).text
    return "/e/" + text.split('readonly value="')[1].split('"')[0].partition("/e/")[2]


def make_link(browser, school):
    browser.post(page(school))
    return link(browser, school)
