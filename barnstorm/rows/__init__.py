"""Frozen rows that services return: the stable shape of --json. One file per noun."""
