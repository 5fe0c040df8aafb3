"""What the command says of itself is in French, and lists what an operator may type.

December § 4.10: « English of argparse and internal commands in `fanal --help` ».
"""

import re

import pytest

from fanal.config.cli import main

ENGLISH = re.compile(
    r"\b(usage|show this|exit|positional|required|error|invalid|choose|arguments? are|unrecognized)\b"
)
INTERNAL = ("demo-story", "demo-mark", "demo-logins", "setup-code", "migrate-as-in", "migrate-tables")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["backup", "--help"],
        ["backup", "--keep"],
        ["restore", "--help"],
        ["install"],
        ["install", "systemd", "--help"],
        ["nothing"],
        ["serve", "--only", "x"],
        ["serve", "--port"],
        ["serve", "--port", "x"],
        ["school", "--help"],
        ["check", "--much"],
    ],
)
def test_what_the_command_says_is_french_and_names_no_command_of_its_own(arguments, capsys):
    with pytest.raises(SystemExit):
        main(arguments)
    said = "".join(capsys.readouterr())
    assert ENGLISH.findall(said) == []
    assert [name for name in INTERNAL if name in said] == []
