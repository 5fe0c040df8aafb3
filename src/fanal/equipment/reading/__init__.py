"""What the pages of equipment show beside the rows; every query here is bounded."""
