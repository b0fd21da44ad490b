from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "alongside.base.services"
    label = "base_services"
