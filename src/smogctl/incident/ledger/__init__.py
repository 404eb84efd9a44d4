"""The ledger's store: one append-only table, in SQLite or PostgreSQL. Nothing else opens either."""
