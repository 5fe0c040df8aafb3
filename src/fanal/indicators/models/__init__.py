"""The indicators that a school follows, their values, what was said of them."""

from fanal.indicators.models.agreement import DelayAgreement
from fanal.indicators.models.indicator import Indicator, IndicatorComment
from fanal.indicators.models.value import IndicatorValue, ValueSource

__all__ = ["DelayAgreement", "Indicator", "IndicatorComment", "IndicatorValue", "ValueSource"]
