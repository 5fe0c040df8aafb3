"""What changes the register of processing?"""
