"""What benchmarks open stores without: the plugins that happen to be installed, whose work is not the library's."""

from importlib.metadata import entry_points

PLUGINS = [entry.name for entry in entry_points(group="digicase")]
