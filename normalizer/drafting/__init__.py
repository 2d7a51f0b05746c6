"""First drafts of rule files, made from pages of a publisher."""
