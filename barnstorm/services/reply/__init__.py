"""Mail that comes back: answers, bounces, complaints, and those who want to hear no more."""
