"""The normalizer inside other engines. Each is imported by its own module alone."""
