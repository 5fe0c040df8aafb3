from fanal.reports.models.frozen import ReportContent
from fanal.reports.models.report import BoardReport, FigureAgreement, ReportPart
from fanal.reports.models.sending import ReportSending

__all__ = ["BoardReport", "FigureAgreement", "ReportContent", "ReportPart", "ReportSending"]
