"""The services a school uses and does not host: who should have an account there, and who has one."""
