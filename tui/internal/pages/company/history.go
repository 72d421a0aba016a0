package company

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// chunk is how many changes are read at a time; more follow when the cursor
// nears the end.
const chunk = 500

// history lists every change, who made it and when, and undoes any of them.
type history struct {
	env    kindform.Env
	sc     *page.Scope
	table  *widget.Table[store.Change]
	filter *widget.Filter
	rows   []store.Change
	all    bool // the oldest change is among rows
	loaded bool
	who    bool // the column of who made a change is shown
	slot   page.Slot
	top    int

	title string
	only  string // the beginning of the labels that are listed; "" lists all
	empty widget.Empty
}

func newHistory(env kindform.Env, sc *page.Scope) *history {
	h := &history{env: env, sc: sc, filter: widget.NewFilter(env.Theme), title: "History"}
	h.empty = widget.Empty{What: "Nothing has been changed yet.", Why: "Every change of this file is kept here with who made it and when, and can be undone, also after a restart."}
	h.table = widget.NewTable(env.Theme, func(c store.Change) int64 { return c.ID }, changeColumns(false)...)
	h.table.SetRowStyle(func(c store.Change, th *theme.Styles) theme.Style {
		if c.Undoes != 0 || c.Undone != 0 {
			return th.Dim
		}
		return th.Text
	})
	h.table.SetEmpty(widget.Empty{What: "Reading…"})
	return h
}

// changeColumns are the columns of changes; who made them is left out where
// nobody is known.
func changeColumns(who bool) []widget.Column[store.Change] {
	cols := []widget.Column[store.Change]{
		{Title: "When", Min: 16, Cell: func(c store.Change) string { return c.At.Format("2006-01-02 15:04") }, NoSort: true},
		{Title: "What", Min: 16, Weight: 1, Cell: said, NoSort: true},
		{Title: "Rows", Min: 7, Right: true, Priority: 2, Cell: func(c store.Change) string { return widget.Number(int(c.Rows)) }, NoSort: true},
	}
	if who {
		cols = append(cols, widget.Column[store.Change]{Title: "Who", Min: 10, Priority: 3, Cell: func(c store.Change) string { return c.Actor }, NoSort: true})
	}
	return cols
}

// said is what a change did, and that it was undone.
func said(c store.Change) string {
	if c.Undone != 0 {
		return c.Label + " (undone)"
	}
	return c.Label
}

// refill shows the rows that were read, with those columns that hold something.
func (h *history) refill() {
	rows := h.listed()
	if who := slices.ContainsFunc(rows, func(c store.Change) bool { return text.Clean(c.Actor) != "" }); who != h.who {
		h.who = who
		h.table.SetColumns(changeColumns(who)...)
	}
	h.table.SetRows(rows)
}

// Load reads the newest changes.
func (h *history) Load() tea.Cmd { return h.read(0, max(chunk, len(h.rows))) }

func (h *history) read(before int64, limit int) tea.Cmd {
	db := h.env.DB
	return page.Load(h.sc, &h.slot, func(ctx context.Context) ([]store.Change, error) {
		return db.History(ctx, before, limit)
	}, func(rows []store.Change, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		if before == 0 {
			h.rows = nil
		}
		h.rows, h.all, h.loaded = append(h.rows, rows...), len(rows) < limit, true
		h.table.SetEmpty(h.empty)
		h.refill()
		return nil
	})
}

// listed are the rows that the list is about.
func (h *history) listed() []store.Change {
	if h.only == "" {
		return h.rows
	}
	var out []store.Change
	for _, c := range h.rows {
		if strings.HasPrefix(c.Label, h.only) {
			out = append(out, c)
		}
	}
	return out
}

// more reads older changes before the cursor gets there.
func (h *history) more() tea.Cmd {
	if h.all || h.slot.Busy() || !h.loaded || h.table.Cursor() < h.table.Len()-50 {
		return nil
	}
	return h.read(h.rows[len(h.rows)-1].ID, chunk)
}

// Focus, Changed and Capturing make it a pane.
func (h *history) Focus(on bool) { h.table.Focus(on) }

func (h *history) Changed([]string) tea.Cmd { return h.Load() }

func (h *history) Capturing() page.Capture {
	if h.filter.Typing() {
		return page.Text
	}
	return page.Nothing
}

func (h *history) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		if h.filter.Update(msg) == widget.Edited {
			h.table.Filter(h.filter.Query())
		}
	case page.Click:
		h.table.Click(msg.X, msg.Y-h.top)
	case page.Wheel:
		h.table.Move(msg.Rows)
	}
	return nil
}

func (h *history) Actions() []page.Action {
	drop := func() tea.Cmd { h.filter.Cancel(); h.table.Filter(""); return nil }
	if h.filter.Typing() {
		keep := func() tea.Cmd { return h.Update(tea.KeyPressMsg{Code: tea.KeyEnter}) }
		return []page.Action{
			page.Act("Keep the filter", "keep", keep, "enter").WhileTyping().Hinted(9),
			page.Act("Drop the filter", "drop", drop, "esc").WhileTyping().Hinted(8),
		}
	}
	c, ok := h.table.Selected()
	const none = "there is no change here"
	acts := page.Nav(h.table, h.more)
	acts = append(acts, page.Filter(func() tea.Cmd { h.filter.Open(); return nil }, nil)...)
	acts = append(
		acts,
		page.Act("Show what the change did", "what changed", func() tea.Cmd { return openChange(h.env, h.sc, c) }, page.KeyOpen).If(ok, none).Hinted(9),
		page.Act("Undo this change alone", "undo this one", func() tea.Cmd { return reverse(h.env, h.sc, c) }, "U").If(ok, none).Hinted(8),
		page.Act("Copy the row", "copy", func() tea.Cmd {
			return kindform.Copy(c.At.Format("2006-01-02 15:04")+"\t"+c.Actor+"\t"+text.Clean(c.Label), "the row")
		}, page.KeyCopy).If(ok, none).In("Take along"),
	)
	if h.filter.Active() {
		acts = append(acts, page.Act("Drop the filter", "drop filter", drop, "esc").Hinted(1))
	}
	return acts
}

// reverse undoes one change, whatever came after it; the store refuses when
// later changes stand in the way, and says which.
func reverse(env kindform.Env, sc *page.Scope, c store.Change) tea.Cmd {
	return page.Save(sc, func(ctx context.Context) (store.Change, error) { return env.DB.Reverse(ctx, c.ID) }, func(err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return nil
	})
}

// count is how many are listed; more may follow while not all are read.
func (h *history) count() string {
	one := strings.ToLower(strings.TrimSuffix(h.title, "s"))
	if h.only == "" {
		one = "change"
	}
	if more := counted(h.table.Total(), one); more == "" || h.all {
		return more
	}
	return "the newest " + counted(h.table.Total(), one)
}

// counted is a number of things, or nothing of none.
func counted(n int, one string) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "1 " + one
	}
	return widget.Number(n) + " " + one + "s"
}

// headed is a title with the count at the right, as every list of records has it.
func headed(th *theme.Styles, title, count string, w int) string {
	room := w - text.Width(title) - text.Width(count)
	if count == "" || room < 2 {
		return th.Title.Render(text.Cut(title, w))
	}
	return th.Title.Render(title) + text.Spaces(room) + th.Dim.Render(count)
}

func (h *history) View(w, height int) string {
	th := h.env.Theme
	lines := []string{headed(th, h.title, h.count(), w)}
	if height < 8 {
		lines = nil
	}
	if h.filter.Active() {
		lines = append(lines, h.filter.View(w, h.table.Len(), h.table.Total()))
	}
	h.top = len(lines)
	return widget.Fit(strings.Join(append(lines, h.table.View(w, height-len(lines))), "\n"), w, height)
}
