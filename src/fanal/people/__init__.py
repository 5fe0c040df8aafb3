"""Colleagues: their cards, their functions, how they are invited and how they leave."""
