"""Seats: results, who stands, what is wanted in each, and what happens there."""
