"""What must be said of personal data, by the RGPD and by the models of the CNIL?"""
