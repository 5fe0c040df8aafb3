from django.urls import path

from fanal.work_log.views import line, share, work

app_name = "work"
urlpatterns = [
    path("", work.log_page, name="log"),
    path("durees/", work.minutes_correct, name="correct"),
    path("ajouter/", line.line_add, name="add"),
    path("export.<str:form>", work.log_export, name="export"),
    path("<int:work>/", line.line_page, name="line"),
    path("<int:work>/ecarter/", line.line_put_aside, name="put_aside"),
    path("<int:work>/proposition/", line.line_restore, name="restore"),
    path("<int:work>/supprimer/", line.line_delete, name="delete"),
    path("durees-proposees/", line.durations_page, name="durations"),
    path("durees-proposees/reprendre/", line.durations_restore, name="durations_restore"),
    path("montrer/", share.share_own, name="share"),
    path("montrer/<int:share>/reprendre/", share.share_stop, name="unshare"),
    path("partages/", share.shared_list, name="shared_list"),
    path("partages/<int:share>/", share.shared_page, name="shared"),
]
