"""How many answers a second, measured by wrk at eight connections."""

import subprocess
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from bench.visitors import Visitor

CONNECTIONS = 8
DONE = """
function done(summary, latency, requests)
  local e = summary.errors
  print(string.format("RESULT %d %d %d", summary.requests, e.status + e.connect + e.read, summary.duration))
end
"""
# Each form carries a key of its own, and each of the visitors sends in turn.
POSTED = """
local visitors = {{ {visitors} }}
local n = 0
function request()
  n = n + 1
  local v = visitors[n % #visitors + 1]
  local headers = {{ ["Cookie"] = v.cookies, ["X-CSRFToken"] = v.token,
    ["Content-Type"] = "application/x-www-form-urlencoded" }}
  local key = string.format("%08d%08d%08d", os.time() % 100000000, n, math.random(99999999))
  return wrk.format("POST", v.home .. "{path}", headers, "{body}&key=" .. key)
end
"""


def read_rate(url: str, visitor: Visitor, seconds: int, script: Path) -> float:
    """Pages read a second by one visitor."""
    return _run(url, seconds, script, DONE, "-H", f"Cookie: {visitor.cookies}")


def post_rate(
    url: str, visitors: Sequence[Visitor], path: str, body: str, seconds: int, script: Path
) -> float:
    """Forms accepted a second, sent by these visitors to this page of their own school."""
    lua_visitors = ", ".join(
        f'{{ home = "{v.home}", cookies = "{v.cookies}", token = "{v.token}" }}' for v in visitors
    )
    return _run(url, seconds, script, POSTED.format(visitors=lua_visitors, path=path, body=body) + DONE)


def _run(url: str, seconds: int, script: Path, lua: str, *more: str) -> float:
    script.write_text(lua, encoding="utf-8")
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script), *more, url]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    line = next(line for line in output.splitlines() if line.startswith("RESULT"))
    _, requests, wrong, duration = line.split()
    if int(wrong):
        raise SystemExit(f"{url}: {wrong} answers of {requests} were refused")
    return int(requests) / (int(duration) / 1e6)


def size(url: str, visitor: Visitor) -> int:
    """Bytes of the page."""
    request = urllib.request.Request(url, headers={"Cookie": visitor.cookies})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return len(answer.read())
