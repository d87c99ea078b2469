"""Paper in plain text, eighty columns wide, a form feed after each page: for any printer that ever was."""
