"""Everything about rule files: their model, reading, checking, indexing and compiling."""
