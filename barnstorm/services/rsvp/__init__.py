"""Answers: who comes, who waits, who has been rung; other systems' lists in, ours out."""
