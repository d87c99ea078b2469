"""What is printed: the door list (PDF)."""
