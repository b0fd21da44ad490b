"""How a step is taken: for each room, which of its actions. The only place that knows the rooms' actions."""
