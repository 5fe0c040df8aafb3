"""PostgreSQL as Django speaks it: away it is said at once, starting it is waited for."""
