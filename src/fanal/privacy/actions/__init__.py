"""What changes the registers of processing and of breaches?"""
