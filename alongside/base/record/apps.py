from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "alongside.base.record"
    label = "base_record"
