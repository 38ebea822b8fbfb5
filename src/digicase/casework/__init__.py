"""The verbs, one file per noun: each loads, decides, applies and returns."""
