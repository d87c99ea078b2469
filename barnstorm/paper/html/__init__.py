"""Paper as a page for any browser, which joins and turns the letters of every script; to print from there."""
