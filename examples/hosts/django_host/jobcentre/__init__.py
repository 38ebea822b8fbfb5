"""A case system in Django: one `transaction.atomic` holds its models and digicase's records."""
