"""What changed between two versions of a plan, in terms of its tasks, bodies, deadlines and values."""
