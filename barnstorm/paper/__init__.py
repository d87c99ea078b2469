"""What is printed, as PDF, and the door list as text and HTML too."""
