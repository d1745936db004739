"""Many articles in many processes: inputs cut into shards, Parquet and records out, nothing done twice, nothing lost."""
