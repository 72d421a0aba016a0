package app

import (
	"fmt"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"understudy/store/text"
	"understudy/tui/internal/page"
)

// item is one line of help or palette.
type item struct {
	group, name, key string
	detail           string // dim, after the name
	off              string // why it cannot be chosen
	run              func() tea.Cmd
}

// chooser is a list that typing narrows and Enter chooses from: what help and
// palette have in common.
type chooser struct {
	page.Base
	a       *App
	title   string
	hint    string // what to type, while nothing is
	grouped bool   // headings while nothing is typed
	query   string
	all     []item
	shown   []item
	cur     int
	edited  func() tea.Cmd // after the query changed
}

func (c *chooser) Title() string           { return c.title }
func (c *chooser) Capturing() page.Capture { return page.Text }

// Move, Page, Home and End make it a page.Mover.
func (c *chooser) Move(rows int)    { c.cur = min(max(c.cur+rows, 0), max(len(c.shown)-1, 0)) }
func (c *chooser) Page(windows int) { c.Move(10 * windows) }
func (c *chooser) Home()            { c.Move(-len(c.shown)) }
func (c *chooser) End()             { c.Move(len(c.shown)) }

func (c *chooser) Actions() []page.Action {
	acts := page.Nav(c)
	for i := range acts { // of their keys, those that write nothing work
		acts[i] = acts[i].WhileTyping()
	}
	none := ""
	if len(c.shown) == 0 {
		none = "nothing matches"
	}
	acts = append(acts, page.Act("Do the selected one", "do it", c.choose, page.KeyOpen).WhileTyping().Hinted(9).Unless(none))
	if c.query != "" {
		acts = append(acts, page.Act("Clear what was typed", "clear", func() tea.Cmd { return c.retype("") }, "esc").WhileTyping().Hinted(5))
	}
	return acts
}

// choose closes the list and does what was chosen, or says why it cannot.
func (c *chooser) choose() tea.Cmd {
	it := c.shown[c.cur]
	if it.off != "" {
		c.a.note = page.Note{Text: it.name + ": " + it.off}
		return nil
	}
	closed := c.a.pop()
	return tea.Batch(closed, it.run())
}

// Update edits the query.
func (c *chooser) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		return c.retype(c.query + text.Clean(msg.Content))
	case tea.KeyPressMsg:
		return c.key(msg)
	}
	return nil
}

func (c *chooser) key(msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "backspace":
		_, n := utf8.DecodeLastRuneInString(c.query)
		return c.retype(c.query[:len(c.query)-n])
	case "ctrl+u", "ctrl+w":
		return c.retype("")
	}
	if msg.Text == "" {
		return nil
	}
	return c.retype(c.query + text.Clean(msg.Text))
}

// retype narrows the list to what fits the new query, best first.
func (c *chooser) retype(query string) tea.Cmd {
	c.query, c.cur = query, 0
	c.narrow()
	if c.edited == nil {
		return nil
	}
	return c.edited()
}

func (c *chooser) narrow() {
	query := strings.TrimSpace(c.query)
	if query == "" {
		c.shown = c.all
		return
	}
	words := make([]string, len(c.all))
	for i, it := range c.all {
		words[i] = it.name + " " + it.key
	}
	c.shown = nil
	for _, m := range fuzzy.Find(query, words) {
		c.shown = append(c.shown, c.all[m.Index])
	}
	c.cur = min(c.cur, max(len(c.shown)-1, 0))
}

// View shows the query, and the window of the list around the cursor. The box
// keeps its height while typing narrows the list.
func (c *chooser) View(w, h int) string {
	th := c.a.opt.Theme
	typed := th.Dim.Render(c.hint)
	if c.query != "" {
		typed = th.Text.Render(text.Cut(c.query, w-16)) + th.Caret.Render(" ") + th.Dim.Render(fmt.Sprintf("  %d of %d", len(c.shown), len(c.all)))
	}
	lines := []string{th.Accent.Render("› ") + typed, ""}
	rows, at := c.rows(w)
	room := h - len(lines)
	top := max(min(at-room/2, len(rows)-room), 0)
	lines = append(lines, rows[top:min(top+room, len(rows))]...)
	if len(c.shown) == 0 {
		lines = append(lines, th.Dim.Render("  Nothing matches. Backspace widens, esc clears."))
	}
	full, _ := c.height()
	for len(lines) < min(full+2, h) {
		lines = append(lines, "")
	}
	return strings.Join(lines, "\n")
}

// height is how many rows there are with nothing typed.
func (c *chooser) height() (rows, groups int) {
	last := ""
	for _, it := range c.all {
		if c.grouped && it.group != last {
			groups++
			last = it.group
		}
	}
	return len(c.all) + 2*groups, groups
}

// rows are the lines of the list, and at is the cursor's.
func (c *chooser) rows(w int) (rows []string, at int) {
	th := c.a.opt.Theme
	last := ""
	for i, it := range c.shown {
		if c.grouped && strings.TrimSpace(c.query) == "" && it.group != last {
			if last != "" {
				rows = append(rows, "")
			}
			rows = append(rows, th.Header.Render(text.Cut(it.group, w)))
			last = it.group
		}
		if i == c.cur {
			at = len(rows)
		}
		rows = append(rows, c.row(it, i == c.cur, w))
	}
	return rows, at
}

// row writes an item: key, name, and why it is off or what it is.
func (c *chooser) row(it item, cursor bool, w int) string {
	th := c.a.opt.Theme
	keys := min(14, w/3)
	more := it.detail
	if it.off != "" {
		more = "not now: " + it.off
	}
	name := text.Cut(it.name, w-keys-3)
	more = text.Cut(more, max(w-keys-3-text.Width(name)-2, 0))
	left := text.Fit(it.key, keys)
	if cursor {
		return th.Cursor.Render(text.Fit(th.Glyph.Cursor+" "+left+name+"  "+more, w))
	}
	style := th.Text
	if it.off != "" {
		style = th.Dim
	}
	return "  " + th.Key.Render(left) + style.Render(name) + "  " + th.Dim.Render(more)
}
