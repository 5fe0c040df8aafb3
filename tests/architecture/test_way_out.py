"""Every page outside is read through `core.fetch`, and nobody but it and tests says how far one may go."""

import ast

from tests.architecture import source
from tests.architecture.source import none_of

WAYS = {"requests", "urllib3", "httpx", "urllib.request", "http.client", "ftplib", "aiohttp", "obstore"}
FETCH = "src/fanal/core/fetch/"
ELSEWHERE = {
    "src/fanal/config/commands/serve.py",  # is our own server ready?
    "src/fanal/core/stores/object_store.py",  # an address that the operator sets (ADR 0079)
}


def test_no_other_module_opens_a_page():
    none_of(
        f"{source.name_of(file)} imports {module}"
        for file in source.python_files()
        if not source.name_of(file).startswith(FETCH) and source.name_of(file) not in ELSEWHERE
        for module in source.imported_by(file)
        if module in WAYS or module.split(".")[0] in WAYS
    )


def test_only_the_settings_open_a_network():
    none_of(
        f"{source.name_of(file)}:{node.lineno}"
        for file in source.python_files()
        if source.name_of(file) != f"{FETCH}networks.py"
        for node in ast.walk(source.tree_of(file))
        if isinstance(node, ast.Call) and source.text_of(node.func).split(".")[-1] == "Guard"
    )
