"""The laws of the design, as properties over generated pages and dumps."""
