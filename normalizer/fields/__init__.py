"""The fields of an article, one file a field, each one public function of the Clues."""
