"""A page on paper: what one reads, and nothing that one presses."""

import pytest

from tests.e2e.conftest import PROJECTOR

PRESSED = ".side, .top, .bottom-nav, .btn, textarea, .chips, .skip, .foot, [role=search]"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("demandes/{}/", "Il s’allume mais reste noir"),
        ("demandes/?vue=toutes&q=vidéoprojecteur", "Vidéoprojecteur sans image"),
        ("equipements/1/", "Achat et garantie"),
        ("fiches/1/", "À essayer, dans l’ordre"),
    ],
)
def test_a_printed_page_has_the_words_and_no_button(person, demonstration, path, words):
    lead = person("digital_lead")
    page, path = lead.page, path.format(lead.number_of(PROJECTOR, demonstration))
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(demonstration.page(path))
    buttons = [button.inner_html()[:80] for button in page.locator(PRESSED).all() if button.is_visible()]
    assert buttons == []
    assert page.get_by_text(words).first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
