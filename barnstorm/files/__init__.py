"""Other people's files: attendee exports, election results; and our CSV out."""
