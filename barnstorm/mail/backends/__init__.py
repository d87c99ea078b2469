"""The ways to send that barnstorm brings. Each is a factory `(Dsn) -> Backend`, listed in mail/registry.py."""
