"""What is printed word for word on every kind of paper."""

NEED = "◆"
"""Beside the name of somebody who told us of a need; on the greeter's copy and nowhere else."""

GREETERS_COPY = "Greeter’s copy: keep it in your hand, not on the table"
FOLD = "For the greeter alone. Fold it and put it away; it does not lie on the table."
NOBODY_YET = "Nobody is on the list yet."
WELCOME = "Not on the list? Welcome!"
TAKE_ONE = "Take one. Write its code on your sheet."
WRITE_THE_HOST = "Write the host’s name on every page, or nobody knows whose rows these are."
MY_HOME = "My home; tell only those who sign up"
GET_BACK = "Sheets to get back before anybody goes home"
