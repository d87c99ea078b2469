"""barnstorm carries a campaign from "let's hold one" to hosts and shifts."""

__version__ = "0.1.0"
