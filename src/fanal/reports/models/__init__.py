from fanal.reports.models.frozen import FrozenReport
from fanal.reports.models.report import FigureAgreement, Report, ReportPart
from fanal.reports.models.sending import ReportSending

__all__ = ["FigureAgreement", "FrozenReport", "Report", "ReportPart", "ReportSending"]
