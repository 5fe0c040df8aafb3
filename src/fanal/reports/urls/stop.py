from django.urls import path

from fanal.reports.views import stop

app_name = "reports_stop"
urlpatterns = [path("<int:report_sending>/<str:token>/", stop.stop, name="stop")]
