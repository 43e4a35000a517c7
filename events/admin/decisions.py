"""Decisions on which forums and sessions are one."""

from django.contrib import admin

from archive.admin import DecisionAdmin, DecisionsInline
from events.admin.settled import SettlingAdmin
from events.models import ForumDecision, SessionDecision


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
