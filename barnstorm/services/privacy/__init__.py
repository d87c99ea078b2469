"""What may be kept and sent: consents, and what is purged when."""
