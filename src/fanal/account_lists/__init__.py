"""The accounts of a service beside the people of the school: what differs, and its login cards."""
