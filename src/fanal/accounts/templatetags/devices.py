"""`{{ session.user_agent|device }}`: a connection's browser and system, in words."""

from django import template

from fanal.accounts.rules import browsers

register = template.Library()
register.filter("device", browsers.device)
