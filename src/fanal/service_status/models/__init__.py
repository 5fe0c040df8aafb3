"""How a service works, period by period, and what is checked of it."""

from fanal.service_status.models.state import ServiceWatch, StatePeriod

__all__ = ["ServiceWatch", "StatePeriod"]
