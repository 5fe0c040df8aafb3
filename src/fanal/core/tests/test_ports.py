"""Does a port given to a test belong to it alone, whatever is tested at the same moment?"""

import subprocess
import sys

from fanal.core.testing import PORTS, free_port

ASK = "from fanal.core.testing import free_port; print(*(free_port() for _ in range(20))); input()"


def test_processes_that_ask_at_the_same_moment_are_given_other_ports() -> None:
    """A mail server and a mailbox of two workers once stood at one port: each answered for the other."""
    asking = [
        subprocess.Popen(
            [sys.executable, "-c", ASK], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    given = [free_port() for _ in range(20)]
    for process in asking:
        assert process.stdout is not None
        given += [int(port) for port in process.stdout.readline().split()]
    for process in asking:
        process.communicate("\n", timeout=30)
    assert len(set(given)) == len(given) == 80
    assert set(given) <= set(PORTS)
