"""What an organiser asks of the mail beside sending it: thanks, rehearsals, addresses to leave alone, what is wrong."""
