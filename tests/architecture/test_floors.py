"""The floor of a guard turns it red as soon as it looks at less (December, house § 3.4)."""

pytest_plugins = "pytester"


def test_a_guard_that_looks_at_less_than_its_floor_is_red_and_says_so(pytester):
    pytester.makepyfile(
        """
        pytest_plugins = "tests.running.floors"

        def test_sees(at_least):
            at_least("pages", 40, 40)

        def test_is_blind(at_least):
            at_least("forms", 39, 40)
        """
    )
    run = pytester.runpytest_inprocess("-p", "no:django")
    run.assert_outcomes(passed=1, failed=1)
    run.stdout.fnmatch_lines(["*39 forms, at least 40*"])
    run.stdout.fnmatch_lines(["*39  forms (at least 40)", "*40  pages (at least 40)"])
