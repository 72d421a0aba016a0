package skills

import (
	"testing"

	"understudy/store/storetest"
	"understudy/tui/internal/app"
	"understudy/tui/internal/tuitest"
)

// TestContract walks through the page with random keys, at many sizes. Exports of
// the walk go to a folder of the test's own.
func TestContract(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Run("empty", func(t *testing.T) {
		tuitest.Contract(t, func(tb testing.TB) *app.App { return company{db: storetest.New(tb)}.router(tb) })
	})
	t.Run("little", func(t *testing.T) {
		tuitest.Contract(t, func(tb testing.TB) *app.App { return newCompany(tb).router(tb) })
	})
}

// TestSweep shows every view at every size.
func TestSweep(t *testing.T) {
	t.Chdir(t.TempDir())
	c := newCompany(t)
	for name, keys := range map[string]string{
		"gaps": "right down", "people": "enter", "location": "b", "company": "b b b", "short": "w", "asked": "w w", "order": "s s", "filter": "/ 'go'",
		"family": "f", "marks": "space v right down v", "export": "x", "cover": "tab", "cover form": "tab a", "demand": "tab tab", "single": "tab*3",
		"talents": "tab*4", "look for": "tab*4 f", "ready": "tab*5", "role": "tab*5 R", "ranked": "tab*5 R enter", "distance": "tab*5 R enter enter",
		"roles": "tab*5 W enter", "leaving": "tab*6", "who": "tab*6 W", "breaks": "tab*6 enter", "breaks people": "tab*6 enter enter",
		"learners": "c", "mentors": "c enter", "hosts": "c enter tab", "projects": "c enter tab*2", "find a mentor": "tab c enter", "not open": "tab*5 R enter down enter c",
	} {
		t.Run(name, func(t *testing.T) {
			d := c.drive(t, 120, 36)
			d.Press(keys)
			tuitest.Actions(t, d)
			tuitest.Sweep(t, d)
		})
	}
}

func TestTabsLookAsTheyShould(t *testing.T) {
	c := newCompany(t)
	for _, size := range []struct {
		name string
		w, h int
	}{{"120x36", 120, 36}, {"80x24", 80, 24}} {
		for name, keys := range map[string]string{
			"gaps": "", "cover": "tab", "demand": "tab*2", "single": "tab*3", "talents": "tab*4", "ready": "tab*5", "leaving": "tab*6",
			"skills": "tab*7", "old": "tab*8", "people": "enter",
		} {
			t.Run(name+" "+size.name, func(t *testing.T) {
				tuitest.Golden(t, c.drive(t, size.w, size.h).Press(keys))
			})
		}
	}
}
