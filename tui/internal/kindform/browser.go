package kindform

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// List says what a Browser lists.
type List struct {
	Kind     *store.Kind
	Parent   int64             // the record that the kind hangs from; 0 lists all
	Of       string            // its name
	Preset   map[string]string // settled in every record added here
	ReadOnly string            // why nothing is added or changed here
	Open     func(store.Record) tea.Cmd
	OpenWord string               // what Open does, for the footer: "levels"
	Within   string               // the column that makes a tree of the kind
	Arrange  func([]store.Record) // puts the records in another order than the kind's; may be nil
}

// Browser lists the records of a kind with a live filter, and adds, edits,
// archives and brings them back. A page shows it whole or in a pane.
type Browser struct {
	env      Env
	sc       *page.Scope
	list     List
	table    *widget.Table[store.Record]
	filter   *widget.Filter
	archived bool // archived ones are shown too
	loaded   bool
	depth    map[int64]int
	wanted   int64 // the record to go to once it is loaded
	slot     page.Slot
	export   page.Slot
	w, top   int
}

// NewBrowser makes an empty one; Load fills it.
func NewBrowser(env Env, sc *page.Scope, l List) *Browser {
	b := &Browser{env: env, sc: sc, list: l, filter: widget.NewFilter(env.Theme)}
	b.table = widget.NewTable(env.Theme, func(r store.Record) int64 { return r.ID }, columnsOf(l.Kind, l.Parent != 0, b.first)...)
	b.table.SetRowStyle(func(r store.Record, th *theme.Styles) theme.Style {
		if r.Archived {
			return th.Dim
		}
		return th.Text
	})
	b.setEmpty()
	return b
}

func (b *Browser) first(r store.Record) string { return twig(b.depth[r.ID]) + firstValue(r) }

// Load reads the records anew.
func (b *Browser) Load() tea.Cmd {
	db, kind, f := b.env.DB, b.list.Kind.Name, store.ListFilter{Parent: b.list.Parent, Archived: b.archived}
	return page.Load(b.sc, &b.slot, func(ctx context.Context) ([]store.Record, error) {
		return db.List(ctx, kind, f)
	}, func(recs []store.Record, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		b.show(recs)
		return nil
	})
}

func (b *Browser) show(recs []store.Record) {
	b.loaded = true
	if b.list.Arrange != nil {
		b.list.Arrange(recs)
	}
	if b.list.Within != "" {
		recs, b.depth = tree(recs, b.list.Within)
	}
	b.table.SetRows(recs)
	if b.wanted != 0 {
		b.table.Select(b.wanted)
		b.wanted = 0
	}
	b.setEmpty()
}

// setEmpty says what the list is, why it is empty, and what fills it.
func (b *Browser) setEmpty() {
	k := b.list.Kind
	if !b.loaded {
		b.table.SetEmpty(widget.Empty{What: "Reading…"})
		return
	}
	e := widget.Empty{What: "No " + k.Plural + " yet.", Why: k.About}
	switch {
	case b.list.ReadOnly != "":
		e.Why += " " + text.Clean(b.list.ReadOnly)
	case k.Made:
	default:
		e.Keys = []widget.Hotkey{{Key: "a", What: "add " + article(k.Name)}}
	}
	if k.Archives && !b.archived {
		e.Keys = append(e.Keys, widget.Hotkey{Key: "z", What: "show archived ones"})
	}
	b.table.SetEmpty(e)
}

func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// Forbid says why nothing is added or changed here for now; "" allows it again.
func (b *Browser) Forbid(why string) {
	b.list.ReadOnly = why
	b.setEmpty()
}

// Select goes to a record, at once or when it arrives.
func (b *Browser) Select(id int64) {
	if !b.table.Select(id) {
		b.wanted = id
	}
}

// Focus says whether the browser's pane has the focus.
func (b *Browser) Focus(on bool) { b.table.Focus(on) }

// Changed reloads what a change of the tables touched.
func (b *Browser) Changed(tables []string) tea.Cmd {
	if !b.loaded || !Touches(tables, Deps(b.list.Kind)) {
		return nil
	}
	return b.Load()
}

// Capturing: while the filter is typed, keys are text.
func (b *Browser) Capturing() page.Capture {
	if b.filter.Typing() {
		return page.Text
	}
	return page.Nothing
}

// Update types into the filter, and takes the mouse.
func (b *Browser) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		if b.filter.Update(msg) == widget.Edited {
			b.table.Filter(b.filter.Query())
		}
	case page.Click:
		if msg.Y >= b.top {
			b.table.Click(msg.X, msg.Y-b.top)
		}
	case page.Wheel:
		b.table.Move(msg.Rows)
	}
	return nil
}

// View draws heading, filter and table.
func (b *Browser) View(w, h int) string {
	lines := []string{b.heading(w)}
	if b.filter.Active() {
		lines = append(lines, b.filter.View(w, b.table.Len(), b.table.Total()))
	}
	if h < 8 && !b.filter.Active() {
		lines = nil
	}
	b.w, b.top = w, len(lines)
	return widget.Fit(strings.Join(append(lines, b.table.View(w, h-len(lines))), "\n"), w, h)
}

func (b *Browser) heading(w int) string {
	th := b.env.Theme
	count := ""
	if b.loaded && b.table.Total() > 0 {
		count = plural(b.table.Total(), b.list.Kind)
		if b.archived {
			count += ", archived ones too"
		}
	}
	title := th.Title.Render(b.list.Kind.Title)
	room := w - text.Width(b.list.Kind.Title) - text.Width(count)
	if room < 2 {
		return title
	}
	return title + text.Spaces(room) + th.Dim.Render(count)
}

// Selected is the record under the cursor.
func (b *Browser) Selected() (store.Record, bool) { return b.table.Selected() }

// targets are the records that an action acts on: the marked ones, else the one
// under the cursor.
func (b *Browser) targets() []store.Record {
	ids := map[int64]bool{}
	for _, id := range b.table.Targets() {
		ids[id] = true
	}
	var out []store.Record
	for i := range b.table.Len() {
		if r, ok := b.table.Row(i); ok && ids[r.ID] {
			out = append(out, r)
		}
	}
	return out
}
