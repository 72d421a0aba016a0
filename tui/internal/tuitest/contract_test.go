package tuitest_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/app"
	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
)

func TestAGoodPageKeepsTheContract(t *testing.T) {
	tuitest.Contract(t, func(testing.TB) *app.App { return tuitest.Router(newNote) })
}

// bad is a page that breaks one rule.
type bad struct {
	page.Base
	acts  []page.Action
	drawn int
	moody bool
}

func (b *bad) Title() string          { return "Bad" }
func (b *bad) Actions() []page.Action { return b.acts }

func (b *bad) View(int, int) string {
	if b.moody {
		b.drawn++
	}
	return fmt.Sprint(b.drawn)
}

// witness is a testing.TB that remembers complaints instead of failing.
type witness struct {
	testing.TB
	said []string
}

func (w *witness) Helper() {}

func (w *witness) Errorf(format string, args ...any) {
	w.said = append(w.said, fmt.Sprintf(format, args...))
}

func (w *witness) Fatalf(format string, args ...any) { w.Errorf(format, args...) }

func TestTheContractNoticesBadPages(t *testing.T) {
	do := func() tea.Cmd { return nil }
	for complaint, acts := range map[string][]page.Action{
		"has no name":                {page.Act("", "x", do, "x")},
		"does nothing, and does not": {page.Act("Do it", "x", nil, "x")},
		"has no short word":          {page.Act("Do it", "", do, "x")},
		"without a key":              {page.Act("Do it", "x", do).Hinted(3)},
		"no key is called":           {page.Act("Do it", "x", do, "entr")},
		`"x" belongs to "One"`:       {page.Act("One", "x", do, "x"), page.Act("Two", "y", do, "x")},
		`"u" belongs to "Update"`:    {page.Act("Update", "x", do, "u")},
		`"3" belongs`:                {page.Act("One", "x", do, "3"), page.Act("Two", "x", do, "3")},
		"which only moves":           {page.Act("Log", "log", do, "l")},
		"on a Ctrl key":              {page.Act("Delete all", "delete", do, "ctrl+d")},
	} {
		d := tuitest.Page(t, func(*page.Scope) page.Page { return &bad{acts: acts} }, 80, 24)
		w := &witness{TB: t}
		tuitest.Actions(w, d)
		if !strings.Contains(strings.Join(w.said, "\n"), complaint) {
			t.Errorf("%s: it says only %q", complaint, w.said)
		}
	}
}

func TestTheContractNoticesAMoodyView(t *testing.T) {
	d := tuitest.Page(t, func(*page.Scope) page.Page { return &bad{moody: true} }, 80, 24)
	w := &witness{TB: t}
	tuitest.Exact(w, d, 80, 24)
	if !strings.Contains(strings.Join(w.said, "\n"), "drawn twice") {
		t.Error(w.said)
	}
}
