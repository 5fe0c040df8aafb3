from fanal.account_lists.testing import keeper

__all__ = ["keeper"]
