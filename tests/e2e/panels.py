"""Panels that open over a page, or beside a list: which of them cannot be seen whole."""

import re
from typing import Any

# What lays over the page must be whole; what opens in the flow may be long, never cut at its sides.
CUT_PANELS = """() => {
    const root = document.documentElement, cut = [];
    const holds = style => style.position !== "static" || style.transform !== "none";
    function boxes(element) {
        let { position } = getComputedStyle(element);
        const found = [];
        for (let up = element.parentElement; up && up !== root; up = up.parentElement) {
            const style = getComputedStyle(up);
            if (position === "fixed" || (position === "absolute" && !holds(style))) continue;
            if (style.overflowX !== "visible") found.push(up);
            position = style.position;
        }
        return found;
    }
    function isOut(element, panel, isOver) {
        const box = element.getBoundingClientRect();
        if (!box.width || !box.height || getComputedStyle(element).clipPath !== "none") return "";
        // What scrolls sideways by itself, inside the panel, is read by scrolling it.
        const frames = boxes(element).filter(up => up.contains(panel));
        const sides = frames.map(up => [up.className || up.tagName, up.getBoundingClientRect()]);
        const whole = new DOMRect(0, 0, root.clientWidth, innerHeight);
        if (frames.length < boxes(element).length) return "";
        for (const [name, frame] of [...sides, ["the window", whole]]) {
            if (box.left < frame.left - 1 || box.right > frame.right + 1) return name;
            if (isOver && (box.top < frame.top - 1 || box.bottom > frame.bottom + 1)) return name;
        }
        return "";
    }
    for (const details of document.querySelectorAll("details")) {
        if (details.querySelector("summary")?.checkVisibility() !== true) continue;
        const was = details.open;
        for (const menu of document.querySelectorAll("details.menu[open]")) {
            if (!menu.contains(details)) menu.open = false;
        }
        details.open = true;
        for (const panel of [...details.children].filter(child => child.tagName !== "SUMMARY")) {
            const isOver = ["absolute", "fixed"].includes(getComputedStyle(panel).position);
            panel.scrollIntoView({ block: "nearest" });
            for (const frame of boxes(panel)) frame.scrollLeft = 0; // nobody scrolls sideways to read a panel
            const scrolls = panel.scrollHeight > panel.clientHeight + 1;
            const parts = [panel, ...panel.querySelectorAll("a, button, input, select, textarea, label, p")];
            for (const part of parts) {
                const name = isOut(part, panel, isOver && (part === panel || !scrolls));
                if (name) {
                    const words = details.querySelector("summary").textContent.trim().replace(/\\s+/g, " ");
                    cut.push(`« ${words} »: ${part.tagName.toLowerCase()} cut by ${name}`);
                    break;
                }
            }
        }
        details.open = was;
    }
    return cut;
}"""


def cut_panels(page: Any) -> list[str]:
    """Each `details` of the page that shows less than its whole panel once it is open, and what cuts it."""
    return page.evaluate(CUT_PANELS)


def open_row(page: Any, row: Any) -> None:
    """Press this line, and wait until its request is the one beside the list."""
    number = row.get_attribute("id").removeprefix("demande-")
    row.click()
    page.locator("#pane header", has_text=re.compile(rf"n°\s{number}\b")).wait_for()
