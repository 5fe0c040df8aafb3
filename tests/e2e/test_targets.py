"""What a finger aims at on a phone is large enough, or far enough from the next, with any font."""

PAGES = {
    "head": ["designations/parapheur/", "designations/nouvelle/", "designations/"],
    "digital_lead": ["designations/nouvelle/", "services/", ""],
}


# Two links side by side, as wide as their letters: more than 24 pixels in DejaVu Sans, less in Roboto.
NARROW = """() => {
    const box = document.createElement("p");
    for (const href of ["/un/", "/deux/"]) {  // two links to one page would be one target
        box.append(Object.assign(document.createElement("a"), {href, textContent: "rrrr"}));
    }
    box.style.display = "flex";
    document.querySelector("main").append(box);
    for (const link of box.children) {
        Object.assign(link.style, {display: "block", font: "inherit", fontSize: "16px", height: "24px"});
    }
}"""


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
    someone.page.evaluate(NARROW)
    seen = [problem for problem in someone.axe() if problem.startswith("target-size")]
    assert {problem.rpartition(", in ")[2] for problem in seen} == {"Roboto"}
