"""Pictures of a synthesis, drawn on the server. Pure functions; words arrive translated."""
