from django.urls import path

from alongside.base.accounts.views import simulated

urlpatterns = [path("", simulated.index, name="simulated")]
