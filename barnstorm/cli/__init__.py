"""What a person types: parse -> one service call -> show rows. One file per noun, one function per verb.

Only typer, the standard library and light modules are imported at the top of these files; services are imported inside
the function that calls them, so that `--help` costs no ORM.
"""
