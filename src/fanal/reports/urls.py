from django.urls import path

from fanal.reports.views import files, part, report, sending

app_name = "reports"

urlpatterns = [
    path("", report.report_list, name="report_list"),
    path("nouveau/", report.report_add, name="report_add"),
    path("<int:report>/", report.report_page, name="report_page"),
    path("<int:report>/etat/", report.report_state, name="report_state"),
    path("<int:report>/modifier/", report.report_change, name="report_change"),
    path("<int:report>/supprimer/", report.report_remove, name="report_remove"),
    path("<int:report>/figer/", report.report_freeze, name="report_freeze"),
    path("<int:report>/preparer/", report.report_preview, name="report_preview"),
    path("<int:report>/accord/", report.report_agree, name="report_agree"),
    path("<int:report>/envoyer/", sending.report_send, name="report_send"),
    path("<int:report>/parties/<int:report_part>/", part.part_page, name="part_page"),
    path("<int:report>/parties/<int:report_part>/monter/", part.part_raise, name="part_raise"),
    path("<int:report>/chiffres/<str:code>/", part.figure_page, name="figure"),
    path("<int:report>/apercu.pdf", files.preview_file, name="preview_file"),
    path("<int:report>/rapport.pdf", files.paper_file, name="paper_file"),
    path("<int:report>/rapport.odt", files.text_file, name="text_file"),
    path("<int:report>/fiche.pdf", files.brief_file, name="brief_file"),
    path("<int:report>/diapositives.pdf", files.slides_file, name="slides_file"),
]
