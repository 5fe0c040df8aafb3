"""What a finger aims at on a phone is large enough, or far enough from the next, with any font."""

PAGES = {
    "head": ["designations/parapheur/", "designations/nouvelle/", "designations/"],
    "digital_lead": ["designations/nouvelle/", "services/", ""],
}


# As these links were: by their properties, since the page allows no style that is written.
INLINE = "links => links.forEach(link => { link.style.display = 'inline' })"


def test_targets_keep_their_distance_with_two_fonts(person, demonstration):
    """Issue 12: three pages failed once another font was the system's."""
    problems = []
    for role, paths in PAGES.items():
        someone = person(role, width=390)
        for path in paths:
            assert someone.page.goto(demonstration.page(path)).status == 200, path
            problems += [f"{path}: {problem}" for problem in someone.axe()]
    assert problems == []


def test_a_target_that_one_font_alone_brings_near_is_seen(person, demonstration):
    someone = person("head", width=360)
    someone.page.goto(demonstration.page("designations/parapheur/"))
    assert someone.axe() == []
    someone.page.eval_on_selector_all(".panel > header a.small:not(.btn)", INLINE)
    assert any(problem.startswith("target-size") and "in Roboto" in problem for problem in someone.axe())
