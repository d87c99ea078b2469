"""Names, emails, phone numbers and postcodes as people write them -> one form, or a refusal that says what is wrong."""
