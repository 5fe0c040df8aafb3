"""What a finger aims at on a phone is large enough, or far enough from the next, with any font."""

PAGES = {
    "head": ["designations/parapheur/", "designations/nouvelle/", "designations/"],
    "digital_lead": ["designations/nouvelle/", "services/", ""],
}


# Two links nearer than their text wants; by its properties, since the page allows no style that is written.
CLOSE = """() => {
    const box = document.createElement("div");
    for (const word of ["un", "deux"]) {
        box.append(Object.assign(document.createElement("a"), {href: "/", textContent: word}));
    }
    box.style.cssText = "display: grid; line-height: 1";
    document.querySelector("main").append(box);
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


def test_a_target_too_small_is_seen_with_each_font(person, demonstration):
    someone = person("head", width=390)
    someone.page.goto(demonstration.page("designations/nouvelle/"))
    someone.page.evaluate(CLOSE)
    seen = [problem for problem in someone.axe() if problem.startswith("target-size")]
    assert {problem.partition(", in ")[2] for problem in seen} == {"", "DejaVu Sans", "Roboto"}
