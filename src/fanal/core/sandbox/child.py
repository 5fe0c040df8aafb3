"""What happens inside the limited child: walls first, then the stranger's bytes. See `sandbox`."""

import errno
import json
import os
import resource
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

from fanal.core.sandbox.parent import BROKEN, DONE, OUT_OF_MEMORY, REFUSED, TOO_MUCH_OUTPUT, Declined

STANDARD_STREAMS = 3
PATIENT = 10  # what a stranger's file costs comes after the pages


def main() -> NoReturn:
    """Entry of the child: `python -c … root target orders`, content on stdin, answer on stdout."""
    target, orders = sys.argv[2], json.loads(sys.argv[3])
    _limit_resources(orders)
    module, _, name = target.partition(":")
    function = getattr(import_module(module), name)
    _close_the_doors()
    code = _answer(function, orders)
    os._exit(code)  # no destructor of a half-built structure, no flush of a full file


def _limit_resources(orders: dict[str, Any]) -> None:
    os.nice(PATIENT)
    resource.setrlimit(resource.RLIMIT_AS, (orders["memory"], orders["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (orders["seconds"], orders["seconds"] + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (orders["output"], orders["output"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _close_the_doors() -> None:
    """No file, socket or process from here on; our own modules are already imported."""
    with suppress(OSError):  # a second wall, where the kernel lets an ordinary process build it
        os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)
    resource.setrlimit(resource.RLIMIT_NOFILE, (STANDARD_STREAMS, STANDARD_STREAMS))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def _answer(function: Any, orders: dict[str, Any]) -> int:
    out = sys.stdout.buffer
    try:
        source = sys.stdin.buffer
        function(source if orders["streams"] else source.read(), out, orders["arguments"])
        out.flush()
    except Declined as refusal:
        return _say(refusal.sentence)
    except MemoryError:
        return OUT_OF_MEMORY
    except OSError as error:
        return TOO_MUCH_OUTPUT if error.errno == errno.EFBIG else BROKEN
    except BaseException:  # noqa: BLE001 — the outermost edge; a panic of a Rust library is no Exception
        return BROKEN
    return DONE


def _say(sentence: str) -> int:
    """Replace whatever was written by the sentence; what is still buffered is lost on purpose."""
    descriptor = sys.stdout.fileno()
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, sentence.encode(), 0)
    return REFUSED
