"""Hosts who stand up, and those who sign up with them before they leave."""
