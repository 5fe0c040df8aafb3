"""From a released version on, its homes and backups come to the next one.

December § 6.2: « from the next version on N → N+1 is tested ». Each release leaves a small backup in
`releases` (`scripts/release_sample`); a version that the changelog dates and that left none turns this red.
"""

import re
from pathlib import Path

from fanal.core.tests.installation import Installation

ROOT = Path(__file__).resolve().parents[4]
RELEASES = Path(__file__).parent / "releases"
DATED = re.compile(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$", re.MULTILINE)


def without_sample(changelog: str, names: set[str]) -> list[str]:
    """The versions that were released, and left no backup to be tried."""
    return sorted(set(DATED.findall(changelog)) - names)


def test_each_version_that_was_released_left_a_backup() -> None:
    samples = {file.stem for file in RELEASES.glob("*.tar")}
    assert without_sample((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), samples) == []


def test_a_version_that_leaves_none_is_seen() -> None:
    dated = "## [0.2.0] - unreleased\n\n## [0.1.1] - 2027-02-01\n\n## [0.1.0] - 2027-01-04\n"
    assert without_sample(dated, {"0.1.0"}) == ["0.1.1"]
    assert without_sample(dated, {"0.1.0", "0.1.1"}) == []


def test_the_backup_of_each_version_comes_to_this_one(tmp_path: Path) -> None:
    samples = sorted(RELEASES.glob("*.tar"))
    made = Installation(tmp_path / "home")
    try:
        for sample in samples:
            done = made.fanal("restore", str(sample), "--from-elsewhere")
            assert done.returncode == 0, f"{sample.stem}: {done.stderr}"
            assert made.fanal("journal", "verify").returncode == 0
            assert made.ask("SELECT count(*) > 0 FROM accounts_school") == [(True,)]
    finally:
        if samples:
            made.remove()
