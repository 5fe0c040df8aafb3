"""The web server. The program is loaded once, then its processes share it: each costs half the memory.

Nothing that cannot be shared is opened before they part: no connection, no thread.
"""

import argparse
import multiprocessing

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from fanal.config.environment import read_environment

APPLICATION = "fanal.config.wsgi:application"
SECONDS_TO_STOP = 5


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="fanal.config.pages")
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    given = parser.parse_args()
    multiprocessing.set_start_method("fork")  # no longer the first choice of Python 3.14
    from fanal.config import wsgi  # noqa: F401 (loaded here, before the processes part)

    env = read_environment()
    Granian(
        APPLICATION,
        address=given.host,
        port=given.port,
        interface=Interfaces.WSGI,
        workers=env.web_workers,
        blocking_threads=env.web_threads,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_STOP,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()
