"""Rows -> JSON, CSV, table on stdout; notes, questions and progress on stderr. The only place that knows Rich."""
