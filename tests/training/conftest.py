"""Pages are read for training as they are for the chooser."""

from tests.chooser.conftest import read

__all__ = ["read"]
