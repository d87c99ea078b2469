"""Attendee files of other systems, and our own: read as they come; what could not be taken is written for mending."""
