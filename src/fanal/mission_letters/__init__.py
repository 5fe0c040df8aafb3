"""Letters of mission: written, agreed to, signed on paper, replaced by the next."""
