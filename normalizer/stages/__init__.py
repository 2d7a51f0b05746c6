"""The stages of the pipeline, one public function a file. They never import each other."""
