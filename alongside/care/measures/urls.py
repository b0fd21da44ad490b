from django.http import HttpRequest, HttpResponse
from django.urls import path


def soon(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("soon")


app_name = "measures"
urlpatterns = [
    path("", soon, name="checks"),
]
