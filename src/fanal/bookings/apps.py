from django.apps import AppConfig


class BookingsConfig(AppConfig):
    name = "fanal.bookings"
    label = "bookings"
    verbose_name = "Réservations"
