"""The pages of equipment: the list, one record and its gestures, places, types, exports, imports."""
