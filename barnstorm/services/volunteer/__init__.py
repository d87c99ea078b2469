"""Volunteers: roles, who takes them, and shifts in their calendars."""
