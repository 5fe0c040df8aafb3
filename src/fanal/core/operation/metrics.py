"""Figures for whoever watches the server. Never a label that names a person or a school.

Each process of a node writes into its own file of one folder, and a page adds them all: what a process that
has ended had counted stays in the sum. The library reads the name of the folder when it is imported.
"""

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
REGISTRY = CollectorRegistry()
_REQUESTS = Counter("fanal_requests", "Requests answered", ["route", "method", "status"], registry=REGISTRY)
_SECONDS = Histogram(
    "fanal_request_seconds",
    "Time to answer",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=REGISTRY,
)


def observe(route: str, method: str, status: int, seconds: float) -> None:
    _REQUESTS.labels(route, method, str(status)).inc()
    _SECONDS.labels(route).observe(seconds)


def page() -> bytes:
    """The figures of this node in Prometheus's text format; of this process where it serves alone."""
    if FOLDER not in os.environ:
        return generate_latest(REGISTRY)
    all_processes = CollectorRegistry()
    MultiProcessCollector(all_processes)
    return generate_latest(all_processes)
