"""Messages, calls and visits: one class a file."""
