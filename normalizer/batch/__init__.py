"""Many documents in, as many rows out: readers, workers that survive, shards, and a ledger."""
