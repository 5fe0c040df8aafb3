from fanal.online_services.tests.comparing import keeper

__all__ = ["keeper"]
