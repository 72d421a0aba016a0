package app_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/app"
	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
)

// list is a page as real ones are: a cursor, loads, a dialog, a text field.
type list struct {
	page.Base
	sc      *page.Scope
	name    string
	rows    int
	cur     int
	slot    page.Slot
	run     page.Slot
	got     []string
	typed   string
	typing  page.Capture
	ask     string
	changes [][]string
	msgs    []tea.Msg
	inits   int
	more    []page.Action
}

func newList(name string, keep **list) func(*page.Scope) page.Page {
	return func(sc *page.Scope) page.Page {
		l := &list{sc: sc, name: name, rows: 1000}
		if keep != nil {
			*keep = l
		}
		return l
	}
}

func (l *list) Title() string                 { return l.name }
func (l *list) Init() tea.Cmd                 { l.inits++; return nil }
func (l *list) Leave() string                 { return l.ask }
func (l *list) Capturing() page.Capture       { return l.typing }
func (l *list) Changed(tabs []string) tea.Cmd { l.changes = append(l.changes, tabs); return nil }
func (l *list) Move(rows int)                 { l.cur = min(max(l.cur+rows, 0), max(l.rows-1, 0)) }
func (l *list) Page(windows int)              { l.Move(20 * windows) }
func (l *list) Home()                         { l.Move(-l.rows) }
func (l *list) End()                          { l.Move(l.rows) }

func (l *list) Update(msg tea.Msg) tea.Cmd {
	l.msgs = append(l.msgs, msg)
	if k, ok := msg.(tea.KeyPressMsg); ok && l.typing != page.Nothing {
		l.typed += k.Text
	}
	return nil
}

func (l *list) View(w, h int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s cursor %d typed %q\n", l.name, l.cur, l.typed)
	for i := l.cur; i < min(l.cur+h+3, l.rows); i++ { // too many and too wide on purpose
		fmt.Fprintf(&b, "row %d\t%s\n", i, strings.Repeat("wide ", 60))
	}
	return b.String()
}

func (l *list) Actions() []page.Action {
	off := ""
	if l.rows == 0 {
		off = "the list is empty"
	}
	acts := append(
		page.Nav(l),
		page.Act("Open the row", "open", func() tea.Cmd { return l.sc.Send(page.Open{New: newList(fmt.Sprintf("row %d", l.cur), nil)}) }, page.KeyOpen).Hinted(9).Unless(off),
		page.Act("Add a row", "add", l.add, page.KeyAdd).Hinted(8),
		page.Act("Ask something", "ask", func() tea.Cmd {
			return l.sc.Send(page.Open{Modal: true, New: newList("dialog", nil)})
		}, "m").In("Other"),
		page.Act("Publish the result", "publish", func() tea.Cmd { return nil }, "P").Unless("nothing was run"),
	)
	return append(acts, l.more...)
}

func (l *list) add() tea.Cmd {
	return page.Save(l.sc, func(context.Context) (store.Change, error) {
		return store.Change{ID: 7, Label: "add row 7", Tables: []string{"row"}}, nil
	}, nil)
}

func (l *list) load(s string) tea.Cmd {
	return page.Load(l.sc, &l.slot, func(ctx context.Context) (string, error) { return s, ctx.Err() }, func(v string, _ error) tea.Cmd {
		l.got = append(l.got, v)
		return nil
	})
}

// file is a store of changes that can be undone, and a version.
type file struct {
	done, undone int
	version      int64
	gone         string
}

func (f *file) Undo(context.Context) (store.Change, error) {
	if f.done == 0 {
		return store.Change{}, store.ErrNotFound
	}
	f.done--
	f.undone++
	return store.Change{ID: 8, Label: "undo: add row 7", Undoes: 7, Tables: []string{"row"}}, nil
}

func (f *file) Redo(context.Context) (store.Change, error) {
	if f.undone == 0 {
		return store.Change{}, fmt.Errorf("redo: %w", store.ErrNotFound)
	}
	f.done++
	f.undone--
	return store.Change{ID: 9, Label: "redo: add row 7", Undoes: 8, Tables: []string{"row"}}, nil
}

func (f *file) DataVersion(context.Context) (int64, error) { return f.version, nil }

// stage is a router with three sections over a file.
type stage struct {
	*tuitest.Driver
	app                  *app.App
	today, staff, impact *list
	file                 *file
}

func newStage(tb testing.TB) *stage {
	tb.Helper()
	text.SetGraphemes(false)
	s := &stage{file: &file{done: 1, version: 1}}
	s.app = app.New(context.Background(), app.Options{
		Sections: []app.Section{
			{Key: "1", Title: "Today", New: newList("today list", &s.today)},
			{Key: "2", Title: "Employees", New: newList("staff list", &s.staff), Find: findPeople},
			{Key: "8", Title: "Impact", New: newList("impact list", &s.impact)},
		},
		History: s.file, Version: s.file, Name: "Halden", Now: tuitest.Clock,
		Vanished: func() string { return s.file.gone },
		Poll:     1, // as soon as Elapse is called
		Beat:     1, Hold: 1,
	})
	s.Driver = tuitest.Drive(tb, s.app, 100, 30)
	return s
}

func findPeople(_ context.Context, query string) ([]page.Found, error) {
	if query == "boom" {
		return nil, errors.New("the search index is broken")
	}
	if !strings.Contains("ana souza", strings.ToLower(query)) {
		return nil, nil
	}
	return []page.Found{{Name: "Ana Souza", Detail: "Data engineer, Lisbon", To: page.Goto{Key: "2", Arg: 42}}}, nil
}
