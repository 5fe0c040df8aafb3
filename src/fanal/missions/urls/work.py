from django.urls import path

from fanal.missions.views import work, work_line, work_share

app_name = "work"
urlpatterns = [
    path("", work.log_page, name="log"),
    path("durees/", work.minutes_correct, name="correct"),
    path("ajouter/", work_line.line_add, name="add"),
    path("export.<str:form>", work.log_export, name="export"),
    path("<int:work>/", work_line.line_page, name="line"),
    path("<int:work>/ecarter/", work_line.line_put_aside, name="put_aside"),
    path("<int:work>/proposition/", work_line.line_restore, name="restore"),
    path("<int:work>/supprimer/", work_line.line_delete, name="delete"),
    path("durees-proposees/", work_line.durations_page, name="durations"),
    path("durees-proposees/reprendre/", work_line.durations_restore, name="durations_restore"),
    path("montrer/", work_share.share_own, name="share"),
    path("montrer/<int:share>/reprendre/", work_share.share_stop, name="unshare"),
    path("partages/", work_share.shared_list, name="shared_list"),
    path("partages/<int:share>/", work_share.shared_page, name="shared"),
]
