from django.urls import path

from alongside.care.partnership import knowing

app_name = "knowing"
urlpatterns = [path("<slug:finding_id>/", knowing.how_do_we_know, name="finding")]
