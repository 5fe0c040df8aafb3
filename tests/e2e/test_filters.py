"""A list that is filtered while one types: one step of « Back » for each thing that was looked for."""

import pytest


@pytest.mark.parametrize("path", ["prets/", "fournitures/licences/", "equipements/", "eleves/"])
def test_words_typed_then_sent_take_one_step_back(person, demonstration, path):
    """Seen by a newcomer in December: « deux Retour », three on equipment."""
    page = person("digital_lead", width=1280).page
    page.goto(demonstration.page(path))
    before = page.evaluate("history.length")
    box = page.locator("main input[name=q]").first
    box.fill("zzz")
    page.wait_for_url("**q=zzz**")
    with page.expect_response(lambda answer: "q=zzz" in answer.url):
        box.press("Enter")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    page.wait_for_url(f"**/{path}")
