"""The store: tables, engine, schema. SQL and nothing else."""
