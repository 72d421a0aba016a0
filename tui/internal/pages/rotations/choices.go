package rotations

import (
	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// entry is something that is said, or a remedy or another act that can be chosen.
type entry struct {
	text       string
	title, bad bool
	dim        bool
	remedy     *store.RotationRemedy
	do         func() tea.Cmd // of another act, with its key
	key        string
}

func (e entry) chosen() bool { return e.remedy != nil || e.do != nil }

// choices are entries below each other: the cursor goes over what can be chosen, and
// scrolls where there is nothing more to choose.
type choices struct {
	th      *theme.Styles
	entries []entry
	at      int // the entry under the cursor; -1 without any to choose
	scroll  *widget.Scroll
	lineOf  []int // the first line of each entry in the last View
	total   int   // lines in it
	w, h    int   // of the last View; w is 0 where the lines are to be drawn anew
}

func newChoices(th *theme.Styles, entries []entry) *choices {
	c := &choices{th: th, scroll: widget.NewScroll(th)}
	c.set(entries)
	return c
}

// set shows other entries; the cursor stays where it was if that can be chosen.
func (c *choices) set(entries []entry) {
	c.entries, c.w = entries, 0
	if c.at < 0 || c.at >= len(entries) || !entries[c.at].chosen() {
		c.at = c.next(-1, 1)
	}
}

// next is the next entry that can be chosen, -1 for none.
func (c *choices) next(from, by int) int {
	for i := from + by; i >= 0 && i < len(c.entries); i += by {
		if c.entries[i].chosen() {
			return i
		}
	}
	return -1
}

// Move goes to the next remedy, or scrolls on where there is none.
func (c *choices) Move(by int) {
	step := 1
	if by < 0 {
		step, by = -1, -by
	}
	for range by {
		to := c.next(c.at, step)
		if to < 0 {
			c.scroll.Move(step)
			continue
		}
		c.at, c.w = to, 0
		if to < len(c.lineOf) {
			c.scroll.Show(c.lineOf[to])
		}
	}
}

// Page scrolls by screens.
func (c *choices) Page(windows int) { c.scroll.Page(windows) }

// Home goes to the top.
func (c *choices) Home() {
	c.at, c.w = c.next(-1, 1), 0
	c.scroll.Home()
}

// End goes to the end.
func (c *choices) End() {
	c.at, c.w = c.next(len(c.entries), -1), 0
	c.scroll.End()
}

// selected is the entry under the cursor.
func (c *choices) selected() (entry, bool) {
	if c.at < 0 || c.at >= len(c.entries) {
		return entry{}, false
	}
	return c.entries[c.at], true
}

// keyed are the entries that a key chooses, the one under the cursor alone if it has it.
func (c *choices) keyed(key string) (out []entry) {
	if e, ok := c.selected(); ok && e.keyOf() == key {
		return []entry{e}
	}
	for _, e := range c.entries {
		if e.chosen() && e.keyOf() == key {
			out = append(out, e)
		}
	}
	return out
}

func (e entry) keyOf() string {
	if e.remedy != nil {
		return remedyKey(*e.remedy)
	}
	return e.key
}

// lines draws all entries; those that can be chosen stand in from the others.
func (c *choices) lines(w int) (lines []string) {
	th := c.th
	c.lineOf = c.lineOf[:0]
	for i, e := range c.entries {
		c.lineOf = append(c.lineOf, len(lines))
		said := e.text
		if e.remedy != nil {
			said = e.remedy.Said
		}
		if !e.chosen() {
			st := th.Text
			switch {
			case e.title:
				st = th.Title
			case e.bad:
				st = th.Bad
			case e.dim:
				st = th.Dim
			}
			if e.text == "" {
				lines = append(lines, "")
				continue
			}
			lines = append(lines, styled(st, wrapped(said, 0, w))...)
			continue
		}
		for k, l := range wrapped(said, 6, w) {
			sign, key := "  ", "  "
			if i == c.at {
				sign = th.Accent.Render(th.Glyph.Cursor) + " "
			}
			if k == 0 && e.keyOf() != "" {
				key = th.Key.Render(e.keyOf()) + " "
			}
			rest := text.Pad(l[6:], max(0, w-6))
			if i == c.at {
				rest = th.Cursor.Render(rest)
			}
			lines = append(lines, sign+"  "+key+rest)
		}
	}
	return lines
}

func (c *choices) view(w, h int) string {
	anew := c.w != w
	if anew {
		c.w = w
		lines := c.lines(w)
		c.total = len(lines)
		c.scroll.SetLines(lines)
	}
	out := c.scroll.View(w, h)
	if !anew && c.h == h || c.at < 0 {
		return out
	}
	// Only a cursor that moved, or a window that changed, is followed: else nobody could
	// scroll away from it to read what stands above.
	c.h = h
	end := c.total
	if c.at+1 < len(c.lineOf) {
		end = c.lineOf[c.at+1]
	}
	c.scroll.Show(end - 1)
	c.scroll.Show(c.lineOf[c.at])
	return c.scroll.View(w, h)
}

// height is how many lines the entries take at a width.
func (c *choices) height(w int) int { return len(c.lines(w)) }

// chooser is a dialog of choices about a plan.
type chooser struct {
	page.Base
	of    *plan
	sc    *page.Scope
	title string
	list  *choices
	more  []page.Action
}

// openChoices shows entries over the page of a plan; more makes further actions.
func openChoices(of *plan, title string, entries []entry, more func(own *page.Scope) []page.Action) tea.Cmd {
	return of.sc.Send(page.Open{Modal: true, Width: 84, New: func(own *page.Scope) page.Page {
		c := &chooser{of: of, sc: own, title: title, list: newChoices(of.env.Theme, entries)}
		if more != nil {
			c.more = more(own)
		}
		return c
	}})
}

func (c *chooser) Title() string          { return c.title }
func (c *chooser) Actions() []page.Action { return append(c.list.actions(c.of, c.sc, true), c.more...) }

func (c *chooser) Update(msg tea.Msg) tea.Cmd { c.list.update(msg); return nil }

func (c *chooser) View(w, h int) string { return c.list.view(w, min(h, max(1, c.list.height(w)))) }

func (c *choices) update(msg tea.Msg) {
	switch msg := msg.(type) {
	case page.Wheel:
		c.scroll.Move(msg.Rows)
	case page.Restyled:
		c.w = 0
	}
}

// actions do what is chosen. Closes says that the page is one of a moment, which an act
// leaves.
func (c *choices) actions(of *plan, sc *page.Scope, closes bool) []page.Action {
	var leave func() tea.Cmd
	if closes {
		leave = func() tea.Cmd { return sc.Send(page.Done{}) }
	}
	do := func(list []entry) func() tea.Cmd {
		return func() tea.Cmd {
			if len(list) == 1 && list[0].do != nil {
				return list[0].do()
			}
			var remedies []store.RotationRemedy
			for _, e := range list {
				if e.remedy != nil {
					remedies = append(remedies, *e.remedy)
				}
			}
			return chooseRemedy(of, sc, remedies, leave)
		}
	}
	acts := page.Nav(c)
	if e, ok := c.selected(); ok {
		acts = append(acts, page.Act("Do this", "do it", do([]entry{e}), page.KeyOpen).Hinted(9))
	} else if closes {
		acts = append(acts, page.Act("Close it", "close", leave, page.KeyOpen).Hinted(9))
	}
	for _, k := range []struct{ key, name, short string }{
		{keyCover, "Lower a cover in this plan", "cover"},
		{keyWaive, "Waive a rule", "waive"},
		{keyConsent, "Note a consent", "consent"},
		{page.KeyBan, "Lift a ban", "lift ban"},
		{page.KeyLock, "Remove a lock", "unlock"},
		{page.KeyEdit, "Edit what stands in the way", "edit"},
	} {
		if list := c.keyed(k.key); len(list) > 0 {
			acts = append(acts, page.Act(k.name, k.short, do(list), k.key).Hinted(6))
		}
	}
	return acts
}
