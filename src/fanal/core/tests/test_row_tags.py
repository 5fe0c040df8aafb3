"""The tags that draw what a long list repeats: options of a select, boxes of rows."""

from fanal.core.templatetags.fanal import options, row_box

SLY = "<b>\"T-01\" & 'T-02'</b>"


def test_a_box_is_named_and_never_ticked_by_its_place():
    box = row_box("number", 12, is_checked=True, says=SLY)
    assert box.startswith('<input type="checkbox" name="number" autocomplete="off" value="12"')
    assert box.endswith(" checked>")
    assert 'aria-label="Choisir &lt;b&gt;&quot;T-01&quot; &amp; ' in box
    assert row_box("acte", 3, says="", is_disabled=True).endswith('value="3" disabled>')


def test_options_say_which_is_chosen_and_no_word_of_a_name_runs():
    assert options([(1, "Valise 1, 15", True), (2, SLY, False)]).startswith(
        '<option value="1" selected>Valise 1, 15</option><option value="2">&lt;b&gt;'
    )
    assert "<b>" not in options([(SLY, SLY, False)])
