"""The check-in screen: a full-screen terminal application for the person with the queue in front of them."""

import os

# Read when Textual is imported. It draws so many times a second at most, which is how late a key may be: at its own 60,
# half of what a key takes would be waiting. Nothing is drawn while nothing happens.
os.environ.setdefault("TEXTUAL_FPS", "250")
