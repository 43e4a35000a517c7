"""Decisions on which forums and sessions are one."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.records import DecisionAdmin, DecisionsInline
from archive.admin.site import Section, Tool
from events.admin.settled import SettlingAdmin
from events.models import ForumDecision, SessionDecision

admin.site.offer(Section.IDENTITY, Tool(_("Records that may be one"), "identity", "events.decide_identity"))


class ForumDecisions(DecisionsInline):
    model = ForumDecision


class SessionDecisions(DecisionsInline):
    model = SessionDecision


@admin.register(ForumDecision)
class ForumDecisionAdmin(DecisionAdmin, SettlingAdmin):
    pass


@admin.register(SessionDecision)
class SessionDecisionAdmin(DecisionAdmin, SettlingAdmin):
    search_fields = ("record__forum__slug", "record__key", "other__forum__slug", "other__key", "reason")
