"""Figures for whoever watches the server. Never a label that names a person or a school."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

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
    """The figures of this process in Prometheus's text format."""
    return generate_latest(REGISTRY)
