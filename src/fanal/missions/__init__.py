"""The mission of the référent: so far, the year's calendar of tasks."""
