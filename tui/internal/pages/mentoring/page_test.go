package mentoring

import (
	"testing"

	"understudy/store/demo"
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
	for name, keys := range map[string]string{
		"programs": "down", "detail": "down tab", "panel": "down r", "review": "down r enter", "why": "down r enter enter",
		"why not": "down r enter s w enter", "lock": "down r enter L", "publish": "down r enter P", "force": "down r enter f", "price": "down r enter f enter",
		"compare": "down r enter r down right enter = enter", "runs": "down r enter esc", "enrolment": "down enter",
		"by hand": "down r enter L enter esc shift+tab tab tab", "pairs": "down r enter P y esc tab tab", "pair": "down r enter P y esc tab tab enter",
		"program": "t", "rules": "t tab", "criterion": "t enter", "catalogue": "t a", "add": "a", "close": "down r enter P y esc tab tab d",
		"coverage": "down enter tab", "cover why": "down enter tab down enter", "waiting": "down enter shift+tab", "waits why": "down enter shift+tab enter",
		"whole cycle": "down O", "close cycle": "down r enter P y esc O down enter", "copy cycle": "down O G up up enter", "filter": "down enter W tab 'grade=Lead'",
		"withdraw": "down enter d", "report": "down V", "milestones": "t tab tab a 'Half-time' ctrl+s", "follow": "t tab tab tab", "export": "down r enter P y esc tab tab x",
		"log": "down r enter P y esc tab tab m",
	} {
		t.Run(name, func(t *testing.T) {
			d := newCompany(t).drive(t, 120, 36)
			d.Press(keys)
			tuitest.Actions(t, d)
			tuitest.Sweep(t, d)
		})
	}
}

func TestDemoCompanyShowsEveryView(t *testing.T) {
	db := storetest.New(t)
	if _, err := demo.Fill(t.Context(), db, demo.Options{People: 120}); err != nil {
		t.Fatal(err)
	}
	d := company{db: db}.drive(t, 120, 36)
	d.Press("down r enter").Has("proved optimal", "WHY")
	for _, size := range [][2]int{{120, 36}, {80, 24}, {40, 12}} {
		d.Resize(size[0], size[1])
		d.Press("down*5 enter").Has("WHY").Press("esc G")
		tuitest.Exact(t, d, size[0], size[1])
	}
}

func TestReviewLooksAsItShould(t *testing.T) {
	for name, size := range map[string][2]int{"120x36": {120, 36}, "80x24": {80, 24}, "40x12": {40, 12}} {
		t.Run(name, func(t *testing.T) {
			tuitest.Golden(t, run1(newCompany(t).drive(t, size[0], size[1])))
		})
	}
	t.Run("why 80x24", func(t *testing.T) {
		tuitest.Golden(t, run1(newCompany(t).drive(t, 80, 24)).Press("enter"))
	})
	t.Run("why not 120x36", func(t *testing.T) {
		tuitest.Golden(t, run1(newCompany(t).drive(t, 120, 36)).Press("s w"))
	})
}
