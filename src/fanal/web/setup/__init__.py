"""The first run: five questions that open a school, then one real action."""
