"""What the Tab key reaches of a page, pressed from its top."""

from typing import Any

TABS_AT_ONCE, SPARE_TABS = 20, 60
"""A field of a date stops the Tab key several times, and so do a box that scrolls and the browser itself."""
MARK_TARGETS = """() => {
  // In a group of radios the Tab key stops at one, the arrows go on.
  const skipped = 'form, [type=hidden], [type=radio], :disabled, [inert] *'
  const seen = e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length
  const pressed = 'a[href], button, input, select, textarea, summary, [hx-get]:not([hx-trigger])'
  const targets = [...document.querySelectorAll(pressed)].filter(e => !e.matches(skipped) && seen(e))
  targets.forEach(e => e.dataset.unreached = '')
  addEventListener('focusin', e => e.target.removeAttribute('data-unreached'))
  document.activeElement.blur()
  scrollTo(0, 0)
  return targets.length
}"""
COUNT_LEFT = "() => document.querySelectorAll('[data-unreached]').length"
LEFT_TARGETS = "() => [...document.querySelectorAll('[data-unreached]')].map(e => e.outerHTML.slice(0, 150))"


def out_of_reach(page: Any) -> list[str]:
    """What a mouse can press on this page and the Tab key, pressed from its top, does not reach."""
    most = page.evaluate(MARK_TARGETS) + SPARE_TABS
    for pressed in range(1, most + 1):
        page.keyboard.press("Tab")
        if pressed % TABS_AT_ONCE == 0 and page.evaluate(COUNT_LEFT) == 0:
            return []
    return page.evaluate(LEFT_TARGETS)
