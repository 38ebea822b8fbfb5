"""`python -m digicase`: the command line."""

from digicase.commands import main

if __name__ == "__main__":
    raise SystemExit(main())
