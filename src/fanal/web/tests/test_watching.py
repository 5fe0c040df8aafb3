"""The alerts and the board of docs/operate/watching, read by Prometheus's own tool."""

import json
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
WATCHING = ROOT / "docs" / "operate" / "watching"
RULES, BOARD = WATCHING / "fanal.rules.yml", WATCHING / "grafana.json"
FIGURE = re.compile(r"\bfanal_[a-z_]+\b")
PARTS = re.compile(r"_(total|bucket|sum|count)$")


def promtool(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("promtool")
    assert program, "install the Debian package prometheus: its promtool reads the alerts"
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)


def figures_of(text: str) -> set[str]:
    return {PARTS.sub("", name) for name in FIGURE.findall(text)}


def figures_given() -> set[str]:
    """Those that /metrics knows, by the modules that give them."""
    modules = (ROOT / "src/fanal/core/operation").glob("*metrics.py")
    return {name for file in modules for name in re.findall(r'"(fanal_[a-z_]+)"', file.read_text())}


def expressions() -> list[str]:
    board = json.loads(BOARD.read_text())
    return [target["expr"] for panel in board["panels"] for target in panel["targets"]]


def test_prometheus_reads_each_alert_and_each_speaks_when_it_should() -> None:
    assert "12 rules found" in promtool("check", "rules", str(RULES)).stdout
    tested = promtool("test", "rules", str(WATCHING / "fanal.rules.test.yml"))
    assert tested.returncode == 0, tested.stdout + tested.stderr


def test_an_alert_that_never_speaks_is_seen(tmp_path: Path) -> None:
    for file in WATCHING.glob("*.yml"):
        shutil.copy(file, tmp_path)
    mute = RULES.read_text().replace(
        "max(fanal_oldest_due_job_seconds) > 600", "max(fanal_oldest_due_job_seconds) > 60000"
    )
    (tmp_path / RULES.name).write_text(mute)
    assert promtool("test", "rules", str(tmp_path / "fanal.rules.test.yml")).returncode != 0


def test_prometheus_reads_each_line_of_the_board(tmp_path: Path) -> None:
    rules = [{"record": f"line:{rank}", "expr": expr} for rank, expr in enumerate(expressions())]
    assert len(rules) > 12
    file = tmp_path / "board.yml"
    file.write_text(json.dumps({"groups": [{"name": "board", "rules": rules}]}))
    checked = promtool("check", "rules", str(file))
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_each_figure_that_is_watched_is_given() -> None:
    watched = figures_of(RULES.read_text()) | figures_of(" ".join(expressions()))
    assert watched - figures_given() == set()


def test_each_figure_worth_an_alert_has_one() -> None:
    readme = (ROOT / "docs/operate/README.md").read_text()
    table = readme.partition("| Figure | Worth an alert |")[2].partition("\n\n")[0]
    worth = figures_of(table)
    assert len(worth) > 9
    assert worth - figures_of(RULES.read_text()) == {"fanal_jobs_due"}, "its age says more than its number"
