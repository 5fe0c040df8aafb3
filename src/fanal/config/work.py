"""The background work of one process, in three lanes: a long job of one school holds no mail of another.

A lane does one job at a time. Each process has all three, on each machine: the database gives a job to one
lane alone, and a periodic one is promised once whatever their number (procrastinate, « periodic tasks »).
"""

import asyncio
import signal

from procrastinate import App, PsycopgConnector

from fanal.core.queues import Queue

LANES = tuple(Queue)
# Each lane listens by a connection of its own; the others take, finish and promise jobs.
MOST_CONNECTIONS = 2 * len(LANES) + 1


def main() -> None:
    """Work until told to stop, then end the jobs that were begun."""
    import django

    django.setup()
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.utils import connector_params

    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=MOST_CONNECTIONS)
    with app.replace_connector(connector) as working:
        asyncio.run(_work(working))


async def _work(app: App) -> None:
    async with app.open_async(), asyncio.TaskGroup() as lanes:
        begun = [lanes.create_task(_lane(app, queue), name=queue) for queue in LANES]
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, _stop, begun)


async def _lane(app: App, queue: Queue) -> None:
    """Errors: RuntimeError when the lane ended untold, as when its connection was lost.

    A worker says such an end in its log alone (procrastinate, `_monitor_side_tasks`). The error ends the
    other lanes too, and the supervisor begins all three again: a process that lives with two looks well.
    """
    await app.run_worker_async(queues=[queue], name=queue, concurrency=1, install_signal_handlers=False)
    raise RuntimeError(f"the lane of {queue} ended by itself")


def _stop(lanes: list[asyncio.Task[None]]) -> None:
    """A lane that is cancelled takes nothing more, and ends what it has begun."""
    for lane in lanes:
        lane.cancel()


if __name__ == "__main__":
    main()
