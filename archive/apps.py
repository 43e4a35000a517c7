"""The kit as an app, and the admin as this archive has it: `archive.admin.site` instead of Django's own."""

import gc
from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps
from django.utils.module_loading import autodiscover_modules

from archive.vocabulary import translate_names

# A page of records makes and drops tens of thousands of objects, next to none of them in circles: to look through all
# that the process holds every few hundred, as Python does unasked, takes as long as the page itself.
NEW_OBJECTS = 50_000


class Archive(AppConfig):
    name = "archive"

    def ready(self) -> None:
        gc.set_threshold(NEW_OBJECTS, 20, 20)
        import_module("archive.admin.accounts")
        autodiscover_modules("plain", "linked", "popolo", "previews", "citing", "tables", "calendars", "feeds", "staff")
        import_module("archive.access.sittings")
        translate_names()


class Admin(apps.AdminConfig):
    default_site = "archive.admin.site.Site"
    default = False  # Not what "archive" in INSTALLED_APPS means.
