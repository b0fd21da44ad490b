from django.http import HttpRequest, HttpResponse
from django.urls import path


def soon(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("soon")


app_name = "understanding"
urlpatterns = [
    path("story/", soon, name="story"),
    path("both/", soon, name="both"),
]
