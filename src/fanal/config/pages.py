"""The web server. The program is loaded once, then its processes share it: each costs half the memory.

Nothing that cannot be shared is opened before they part: no connection, no thread.
"""

import argparse
import multiprocessing
import resource
from typing import Any, cast

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.net import SocketHolder
from granian.server.mp import MPServer

from fanal.config.database import address
from fanal.config.environment import read_environment
from fanal.core.database.own_settings import set_back


class HeldServer(MPServer):
    """Granian's server at a socket that the supervisor keeps: it goes on listening when this process dies."""

    def __init__(self, listening: int | None, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.listening = listening

    def _init_shared_socket(self) -> None:
        if self.listening is None:
            super()._init_shared_socket()
            return
        # Its stubs know neither that a socket may come from outside, nor what a holder is made from.
        server, holder = cast(Any, self), cast(Any, SocketHolder)
        server._ssp, server._sso, server._sfd = None, None, self.listening
        server._shd = holder(self.listening, False, self.backlog)


SECONDS_TO_STOP = 5
MILLISECONDS_FOR_HEADERS = 10_000
MOST_CONNECTIONS = 1024  # of one process; idle ones end with the time for headers


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="fanal.config.pages")
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--listening", type=int, help="a socket that listens already, by its number")
    given = parser.parse_args()
    multiprocessing.set_start_method("fork")  # no longer the first choice of Python 3.14
    from fanal.config.front import Front
    from fanal.config.wsgi import pages  # loaded here, before the processes part

    _allow_files(MOST_CONNECTIONS * 3)
    env = read_environment()
    set_back(address(env, env.home.resolve()))
    from fanal.accounts.sign_in.sessions import is_signed_in  # once Django is ready

    front = Front(pages, env.web_threads, is_signed_in=is_signed_in)

    def load(*_: Any) -> Any:
        return front

    HeldServer(
        given.listening,
        "fanal.config.front",
        address=given.host,
        port=given.port,
        interface=Interfaces.RSGI,
        workers=env.web_workers,
        backpressure=MOST_CONNECTIONS,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=MILLISECONDS_FOR_HEADERS),
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_STOP,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve(target_loader=load, wrap_loader=False)


def _allow_files(most: int) -> None:
    """Each connection is a file: as many as the machine allows, up to `most`."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted: Any = most if hard == resource.RLIM_INFINITY else min(most, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


if __name__ == "__main__":
    main()
