from django.urls import path

from fanal.reports.views import files, part, report, sending

app_name = "reports"

urlpatterns = [
    path("", report.report_list, name="report_list"),
    path("nouveau/", report.report_add, name="report_add"),
    path("<int:board_report>/", report.report_page, name="report_page"),
    path("<int:board_report>/etat/", report.report_state, name="report_state"),
    path("<int:board_report>/modifier/", report.report_change, name="report_change"),
    path("<int:board_report>/supprimer/", report.report_remove, name="report_remove"),
    path("<int:board_report>/figer/", report.report_freeze, name="report_freeze"),
    path("<int:board_report>/rectifier/", report.report_correct, name="report_correct"),
    path("<int:board_report>/preparer/", report.report_preview, name="report_preview"),
    path("<int:board_report>/accord/", report.report_agree, name="report_agree"),
    path("<int:board_report>/envoyer/", sending.report_send, name="report_send"),
    path("<int:board_report>/parties/<int:report_part>/", part.part_page, name="part_page"),
    path("<int:board_report>/parties/<int:report_part>/monter/", part.part_raise, name="part_raise"),
    path("<int:board_report>/chiffres/<str:code>/", part.figure_page, name="figure"),
    path("<int:board_report>/apercu.pdf", files.preview_file, name="preview_file"),
    path("<int:board_report>/rapport.pdf", files.paper_file, name="paper_file"),
    path("<int:board_report>/rapport.odt", files.text_file, name="text_file"),
    path("<int:board_report>/fiche.pdf", files.brief_file, name="brief_file"),
    path("<int:board_report>/diapositives.pdf", files.slides_file, name="slides_file"),
]
