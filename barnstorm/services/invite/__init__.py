"""Invitations: which version of an event each guest holds, and what they are sent next."""
