"""How the weights of the body chooser are made: ``python -m training.train --corpus DIR``."""
