"""What a mission is paid by: the envelope, proposals, reliefs, opinions, letters of mission."""
