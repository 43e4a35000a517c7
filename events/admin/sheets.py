"""The way from the admin's front to the sheets."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.site import Section, Tool

admin.site.offer(Section.WORK, Tool(_("Bring in a sheet"), "sheets", "events.add_citation"))
