from django.urls import path

from fanal.core.database.order import Step
from fanal.reports.views import draft, files, part, report, sending

app_name = "reports"
PART = "<int:board_report>/parties/<int:report_part>"

urlpatterns = [
    path("", report.report_list, name="report_list"),
    path("nouveau/", draft.report_add, name="report_add"),
    path("<int:board_report>/", report.report_page, name="report_page"),
    path("<int:board_report>/etat/", report.report_state, name="report_state"),
    path("<int:board_report>/modifier/", draft.report_change, name="report_change"),
    path("<int:board_report>/supprimer/", draft.report_remove, name="report_remove"),
    path("<int:board_report>/figer/", draft.report_freeze, name="report_freeze"),
    path("<int:board_report>/rectifier/", draft.report_correct, name="report_correct"),
    path("<int:board_report>/preparer/", draft.report_preview, name="report_preview"),
    path("<int:board_report>/accord/", draft.report_agree, name="report_agree"),
    path("<int:board_report>/envoyer/", sending.report_send, name="report_send"),
    path(f"{PART}/", part.part_page, name="part_page"),
    path(f"{PART}/monter/", part.part_move, {"step": Step.UP}, name="part_up"),
    path(f"{PART}/descendre/", part.part_move, {"step": Step.DOWN}, name="part_down"),
    path(f"{PART}/en-premier/", part.part_move, {"step": Step.FIRST}, name="part_first"),
    path(f"{PART}/en-dernier/", part.part_move, {"step": Step.LAST}, name="part_last"),
    path(f"{PART}/chiffres/<str:code>/", part.part_figure, name="part_figure"),
    path("<int:board_report>/chiffres/<str:code>/", part.figure_page, name="figure"),
    path("<int:board_report>/apercu.pdf", files.preview_file, name="preview_file"),
    path("<int:board_report>/rapport.pdf", files.paper_file, name="paper_file"),
    path("<int:board_report>/rapport.odt", files.text_file, name="text_file"),
    path("<int:board_report>/fiche.pdf", files.brief_file, name="brief_file"),
    path("<int:board_report>/diapositives.pdf", files.slides_file, name="slides_file"),
]
