from fanal.file_readings.models.file_reading import FileReading

__all__ = ["FileReading"]
