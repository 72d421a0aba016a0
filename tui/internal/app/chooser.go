package app

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

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
	asked   int            // sources that have not answered to what is typed
	chosen  bool           // Enter came before they had
	w, h    int            // of the last frame, for clicks
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
	if len(c.shown) == 0 && c.asked == 0 {
		none = "nothing matches"
	}
	acts = append(acts, page.Act("Do the selected one", "do it", c.choose, page.KeyOpen).WhileTyping().Hinted(9).Unless(none))
	if c.query != "" {
		acts = append(acts, page.Act("Clear what was typed", "clear", func() tea.Cmd { return c.retype("") }, "esc").WhileTyping().Hinted(5))
	}
	return acts
}

// choose closes the list and does what was chosen, or says why it cannot. It waits until
// all sources have answered: what leads the list before may be a command that only shares
// letters with the name that was typed.
func (c *chooser) choose() tea.Cmd {
	if c.chosen = c.asked > 0; c.chosen || len(c.shown) == 0 {
		return nil
	}
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
	case page.Click:
		return c.click(msg.Y)
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
	typed := msg.Text
	if typed != " " { // Clean would trim it
		typed = text.Clean(typed)
	}
	return c.retype(c.query + typed)
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
	c.shown = rank(c.query, c.all)
	c.cur = min(c.cur, max(len(c.shown)-1, 0))
}

// headLines stand above the list: the query and an empty line.
const headLines = 2

// View shows the query, and the window of the list around the cursor. The box
// keeps its height while typing narrows the list.
func (c *chooser) View(w, h int) string {
	c.w, c.h = w, h
	th := c.a.opt.Theme
	lines := []string{c.prompt(w), ""}
	rows, _, top := c.window()
	lines = append(lines, rows[top:min(top+h-headLines, len(rows))]...)
	if len(c.shown) == 0 {
		lines = append(lines, th.Dim.Render("  Nothing matches. Backspace widens, esc clears."))
	}
	for len(lines) < min(c.height()+headLines, h) {
		lines = append(lines, "")
	}
	return strings.Join(lines, "\n")
}

// prompt is the line of the query, with the place in the list at its end.
func (c *chooser) prompt(w int) string {
	th := c.a.opt.Theme
	place := fmt.Sprintf("%d of %d", min(c.cur+1, len(c.shown)), len(c.shown))
	room := w - 2 - text.Width(place) - 2
	typed := text.Cut(c.query, room-1)
	line := th.Accent.Render(th.Glyph.Into+" ") + th.Input.Render(typed) + th.Caret.Render(" ")
	rest := room - text.Width(typed) - 1
	if c.query == "" {
		line += th.Hint.Render(text.Fit(c.hint, rest))
	} else {
		line += text.Spaces(rest)
	}
	return line + "  " + th.Dim.Render(place)
}

// window is the list as lines, the item of each, and the first line shown.
func (c *chooser) window() (rows []string, items []int, top int) {
	rows, items = c.rows(c.w)
	at := slices.Index(items, c.cur)
	room := c.h - headLines
	return rows, items, max(min(at-room/2, len(rows)-room), 0)
}

// click selects a line; a click on the selected one does it.
func (c *chooser) click(y int) tea.Cmd {
	_, items, top := c.window()
	i := y - headLines + top
	if y < headLines || i >= len(items) || items[i] < 0 {
		return nil
	}
	if items[i] == c.cur {
		return c.choose()
	}
	c.cur = items[i]
	return nil
}

// height is how many lines the list has with nothing typed.
func (c *chooser) height() int {
	lines, last := len(c.all), ""
	for _, it := range c.all {
		if c.grouped && it.group != last {
			lines, last = lines+2, it.group
		}
	}
	return lines
}

// rows are the lines of the list; items says which item each is, -1 for none.
func (c *chooser) rows(w int) (rows []string, items []int) {
	headings := c.grouped && strings.TrimSpace(c.query) == ""
	last := ""
	for i, it := range c.shown {
		if headings && it.group != last {
			if last != "" {
				rows, items = append(rows, ""), append(items, -1)
			}
			rows, items = append(rows, c.a.opt.Theme.Header.Render(text.Cut(it.group, w))), append(items, -1)
			last = it.group
		}
		rows, items = append(rows, c.row(it, i == c.cur, w)), append(items, i)
	}
	return rows, items
}

// row writes an item: key, name, and why it is off or what it is.
func (c *chooser) row(it item, cursor bool, w int) string {
	th := c.a.opt.Theme
	keys := min(14, w/3)
	room := w - keys - 2
	more := it.detail
	if it.off != "" {
		more = "not now: " + it.off
	}
	name := text.Cut(it.name, room)
	if more = text.Cut(more, max(room-text.Width(name)-2, 0)); more != "" {
		more = "  " + more
	}
	left := text.Fit(it.key, keys)
	if cursor {
		return th.Cursor.Render(text.Fit(th.Glyph.Cursor+" "+left+name+more, w))
	}
	style := th.Text
	if it.off != "" {
		style = th.Dim
	}
	return "  " + th.Key.Render(left) + style.Render(name) + th.Dim.Render(more)
}
