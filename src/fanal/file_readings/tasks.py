"""The job of the readings: one at a time in the whole installation, so that other work goes on beside it."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from fanal.core.jobs import ATTEMPTS
from fanal.core.queues import Queue
from fanal.file_readings.actions.job import read_file
from fanal.file_readings.reading.waiting import READ


@app.task(name=READ, queue=Queue.LONG, lock=READ, retry=RetryStrategy(max_attempts=ATTEMPTS, wait=30))
def read(school_id: int, reading_id: int) -> None:
    read_file(school_id, reading_id)
