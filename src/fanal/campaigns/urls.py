from django.urls import path

from fanal.campaigns.views import campaign, report, room

app_name = "campaigns"
urlpatterns = [
    path("", campaign.campaign_list, name="campaign_list"),
    path("nouveau/", campaign.campaign_open, name="campaign_open"),
    path("<int:campaign>/", campaign.campaign_page, name="campaign_page"),
    path("<int:campaign>/clore/", campaign.campaign_close, name="campaign_close"),
    path("<int:campaign>/proces-verbal.pdf", report.report_paper, name="report_paper"),
    path("<int:campaign>/releve.<str:form>", report.report_table, name="report_table"),
    path("<int:campaign>/salles/<int:room>/", room.room_page, name="room_page"),
    path("<int:campaign>/salles/<int:room>/scanner/", room.scan_add, name="scan_add"),
    path("releves/<int:scan>/remarque/", room.scan_note, name="scan_note"),
    path("releves/<int:scan>/retirer/", room.scan_remove, name="scan_remove"),
    path("releves/<int:scan>/ranger/", room.scan_put_here, name="scan_put_here"),
]
