"""The year of the mission: its tasks, their templates, its figures, the opening of the next one."""
