"""What an indicator counts changed at once, and whoever changed it looks for it before the night."""

from fanal.core.registry import MEASURED_ANEW, register
from fanal.indicators.actions.measuring import measure_codes

register(MEASURED_ANEW)(measure_codes)
