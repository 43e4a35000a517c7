"""The kit as an app, and the admin as this archive has it: `archive.site` instead of Django's own."""

from django.apps import AppConfig
from django.contrib.admin import apps
from django.utils.module_loading import autodiscover_modules

from archive.vocabulary import translate_names


class Archive(AppConfig):
    name = "archive"

    def ready(self) -> None:
        autodiscover_modules("plain", "staff", "accounts")
        translate_names()


class Admin(apps.AdminConfig):
    default_site = "archive.site.Site"
    default = False  # Not what "archive" in INSTALLED_APPS means.
