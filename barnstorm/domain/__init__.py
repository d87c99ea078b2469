"""The rules. Plain values in, a decision out; the standard library only."""
