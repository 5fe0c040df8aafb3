"""Words that a screen cuts in their middle, and buttons on which nothing is left to be seen."""

from typing import Any

NARROWEST = 360  # pixels: below, a long word may be wider than all there is
CUT_WORDS = r"""() => {
  const cut = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const text = texts.currentNode, holder = text.parentElement
    // What is hidden to the eye, what the reader types, and addresses, which may be cut.
    const skipped = '.sr, .lbl, select, textarea, code, pre, script, style'
    if (!holder.checkVisibility() || holder.closest(skipped)) continue
    for (const word of text.data.matchAll(/[\p{L}’]{4,24}/gu)) {
      const around = text.data.slice(Math.max(0, word.index - 1), word.index + word[0].length + 1)
      if (/[@\/_.\d]/.test(around.slice(0, 1) + around.slice(-1).replace('.', ''))) continue
      const range = document.createRange()
      range.setStart(text, word.index)
      range.setEnd(text, word.index + word[0].length)
      const lines = [...range.getClientRects()].filter(box => box.width > 2).map(box => Math.round(box.top))
      if (new Set(lines).size > 1) cut.push(word[0])
    }
  }
  return cut
}"""


# What stands for the eye alone: words of at least two pixels, or a picture that is not hidden.
EMPTY_BUTTONS = r"""() => {
  const isSeen = (element) => {
    const box = element.getBoundingClientRect()
    return element.checkVisibility({ visibilityProperty: true }) && box.width > 4 && box.height > 4
  }
  const hasWords = (button) => {
    const texts = document.createTreeWalker(button, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const text = texts.currentNode
      if (text.data.trim() && !text.parentElement.closest('.sr') && isSeen(text.parentElement)) return true
    }
    return false
  }
  const hasPicture = (button) => [...button.querySelectorAll('svg, img')].some(isSeen)
  return [...document.querySelectorAll('a.btn, button.btn')]
    .filter((button) => isSeen(button) && !hasWords(button) && !hasPicture(button))
    .map((button) => button.textContent.trim() || button.ariaLabel || button.outerHTML.slice(0, 80))
}"""


def empty_buttons(page: Any) -> list[str]:
    """The names of buttons that show neither a word nor a picture."""
    found: list[str] = page.evaluate(EMPTY_BUTTONS)
    return found


def cut_words(page: Any) -> list[str]:
    """What this page cuts; nothing is looked at on a screen that is too narrow to say."""
    return page.evaluate(CUT_WORDS) if page.viewport_size["width"] >= NARROWEST else []
