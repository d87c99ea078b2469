"""Barnstorms and actions: made, changed, copied, deleted, looked at."""
