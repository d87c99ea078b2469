"""What an evening gave, what came of it, and how the seats stand."""
