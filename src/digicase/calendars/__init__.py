"""Calendars as files that calendar programs understand."""
