from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "alongside.base.pages"
    label = "base_pages"
