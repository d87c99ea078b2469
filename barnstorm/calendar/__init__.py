"""Event -> iCalendar bytes (RFC 5545, 5546)."""
