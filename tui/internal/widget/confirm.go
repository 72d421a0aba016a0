package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// Confirm asks before what cannot be undone. Cancel has the focus at first, so
// that Enter pressed twice does nothing; y and n answer without it.
type Confirm struct {
	th     *theme.Styles
	text   string
	verb   string
	yes    bool // the focused button
	button row  // cells of the verb's button in the last View, for clicks
	line   int
}

// Answer is what a Confirm came to.
type Answer int

const (
	// Asking goes on.
	Asking Answer = iota
	// Yes is to do it.
	Yes
	// No is to leave it.
	No
)

// NewConfirm asks a question whose button says what happens: "Erase Ana Souza".
func NewConfirm(th *theme.Styles, question, verb string) *Confirm {
	return &Confirm{th: th, text: text.CleanLines(question), verb: text.Clean(verb)}
}

// Update takes a key. Esc is the page's: it means No.
func (c *Confirm) Update(msg tea.Msg) Answer {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return Asking
	}
	switch press.String() {
	case "y", "Y":
		return Yes
	case "n", "N":
		return No
	case "tab", "shift+tab", "left", "right", "h", "l":
		c.yes = !c.yes
	case "enter", "space":
		if c.yes {
			return Yes
		}
		return No
	}
	return Asking
}

// Height is how many lines the View needs at a width.
func (c *Confirm) Height(w int) int { return len(text.Wrap(c.text, max(1, w))) + 1 + len(c.buttons(w)) }

// View draws question and buttons in w × h cells. The buttons stay when the
// question is too long.
func (c *Confirm) View(w, h int) string {
	if w <= 0 || h <= 0 {
		return Fit("", w, h)
	}
	buttons := c.buttons(w)
	room := max(0, h-len(buttons))
	lines := text.Wrap(c.text, w)
	if len(lines) > room {
		lines = lines[:room]
		if room > 0 {
			lines[room-1] = text.Cut(lines[room-1]+c.th.Glyph.Ellipsis, w)
		}
	}
	if len(lines)+len(buttons) < h {
		lines = append(lines, "")
	}
	c.line = len(lines)
	return Fit(strings.Join(append(lines, buttons...), "\n"), w, h)
}

// buttons are on one line, or below each other where they do not fit.
func (c *Confirm) buttons(w int) []string {
	cancel, verb := "[ n Cancel ]", "[ y "+c.verb+" ]"
	no, yes := c.th.Pressed, c.th.Button
	if c.yes {
		no, yes = yes, no
	}
	if text.Width(cancel)+2+text.Width(verb) <= w {
		c.button = row{text.Width(cancel) + 2, text.Width(cancel) + 2 + text.Width(verb)}
		return []string{no.Render(cancel) + "  " + yes.Render(verb)}
	}
	c.button = row{0, 0}
	return []string{no.Render(text.Cut(cancel, w)), yes.Render(text.Cut(verb, w))}
}

// Click answers by the button at x, y.
func (c *Confirm) Click(x, y int) Answer {
	stacked := c.button.to == 0
	switch {
	case stacked && y == c.line, !stacked && y == c.line && x < c.button.from-2 && x >= 0:
		return No
	case stacked && y == c.line+1, !stacked && y == c.line && x >= c.button.from && x < c.button.to:
		return Yes
	}
	return Asking
}
