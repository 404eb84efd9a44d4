"""The ledger of incidents: what was ordered, who has it, what was reported."""
