"""One folder per noun, one function per use case: load, ask the domain, write, return a row. No printing, no argv.

The caller owns the transaction: services flush and never commit.
"""
