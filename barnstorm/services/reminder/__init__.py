"""Reminders: by which rules, to whom, when."""
