package company

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
)

// step is one screen of the wizard.
type step interface {
	Actions() []page.Action
	Update(tea.Msg) tea.Cmd
	View(w, h int) string
	Capturing() page.Capture
}

// wizard leads from a file to a plan that is shown and then done as shown.
type wizard struct {
	page.Base
	env   kindform.Env
	sc    *page.Scope
	files *files
	maps  *mapping
	plan  *planned
	at    step
	slot  page.Slot
	meter page.Meter[[2]int]
}

func openWizard(env kindform.Env, sc *page.Scope) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page {
		w := &wizard{env: env, sc: own}
		w.files = newFiles(env, own, w.chosen)
		w.at = w.files
		return w
	}})
}

// Title names the file once there is one.
func (w *wizard) Title() string {
	if w.maps != nil && w.at != w.files {
		return "Import " + text.Clean(w.maps.sheet.Name)
	}
	return "Import a file"
}

// Init lists the folder that the program was started in.
func (w *wizard) Init() tea.Cmd { return w.files.begin() }

func (w *wizard) Capturing() page.Capture    { return w.at.Capturing() }
func (w *wizard) View(width, h int) string   { return w.at.View(width, h) }
func (w *wizard) Update(msg tea.Msg) tea.Cmd { return w.at.Update(msg) }

// Actions are the step's, and Esc to the step before.
func (w *wizard) Actions() []page.Action {
	acts := w.at.Actions()
	_, _, busy := w.sc.Job()
	if w.at == w.files || busy || w.at.Capturing() == page.Text {
		return acts
	}
	word := "another file"
	if w.at == step(w.plan) {
		word = "mapping"
	}
	return append(acts, page.Act("Go back one step", word, w.back, "esc").Hinted(2))
}

func (w *wizard) back() tea.Cmd {
	if w.plan != nil && w.at == step(w.plan) {
		w.at, w.plan = w.maps, nil
		return nil
	}
	w.at = w.files
	w.files.picker.Clear()
	return nil
}

// read is what a file says and how its columns are understood.
type read struct {
	sheet *exchange.Sheet
	guess exchange.Mapping
	sure  bool // it holds what it is taken for
}

// chosen reads a file and guesses what its columns mean.
func (w *wizard) chosen(path string) tea.Cmd {
	db := w.env.DB
	return page.Run(w.sc, &w.slot, "Reading "+filepath.Base(path), nil, func(ctx context.Context) (read, error) {
		f, err := os.Open(path)
		if err != nil {
			return read{}, err
		}
		defer f.Close()
		sheet, err := exchange.Read(f, exchange.ReadOptions{Name: filepath.Base(path)})
		if err != nil {
			return read{}, err
		}
		target, sure, err := targetOf(ctx, db, sheet)
		if err != nil {
			return read{}, err
		}
		m, err := exchange.Guess(ctx, db, target, sheet)
		return read{sheet, m, sure}, err
	}, func(r read, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		w.maps = newMapping(w, r)
		w.at = w.maps
		switch {
		case !r.sure:
			return w.maps.chooseTarget()
		case w.maps.enrols():
			return w.maps.ask(nil)
		}
		return nil
	})
}

// targetOf guesses what a file holds, and says whether that is sure. Nobody can be
// enrolled in a company without people.
func targetOf(ctx context.Context, db *store.Store, sheet *exchange.Sheet) (target string, sure bool, err error) {
	fits, sure, err := exchange.Suggest(ctx, db, sheet)
	if err != nil || len(fits) == 0 {
		return "employees", false, err
	}
	if fits[0].Target != "enrolments" {
		return fits[0].Target, sure, nil
	}
	some, err := db.List(ctx, "employee", store.ListFilter{Limit: 1})
	if len(some) == 0 {
		return "employees", true, err
	}
	return "enrolments", sure, err
}

// progress is what the status line shows of long work.
func (w *wizard) progress() string {
	p, ok := w.meter.Get()
	if !ok || p[1] == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d", p[0], p[1])
}

func (w *wizard) tell(done, all int) { w.meter.Set([2]int{done, all}) }

// prepare plans the import without writing anything.
func (w *wizard) prepare() tea.Cmd {
	if w.maps.unasked() {
		return w.maps.ask(w.prepare)
	}
	db, sheet, m, opt := w.env.DB, w.maps.sheet, w.maps.m, w.maps.opt
	w.meter.Set([2]int{})
	return page.Run(w.sc, &w.slot, "Planning", w.progress, func(ctx context.Context) (*exchange.Plan, error) {
		return exchange.NewPlan(ctx, db, sheet, m, opt)
	}, func(p *exchange.Plan, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		w.plan = newPlanned(w, p)
		w.at = w.plan
		return nil
	})
}

// commit does what the plan says. Stopped, it has written nothing.
func (w *wizard) commit() tea.Cmd {
	db, p := w.env.DB, w.plan.p
	w.meter.Set([2]int{})
	return page.Run(w.sc, &w.slot, "Importing", w.progress, func(ctx context.Context) (store.Change, error) {
		return p.Commit(ctx, db, w.tell)
	}, func(c store.Change, err error) tea.Cmd {
		switch {
		case err != nil && w.wasStopped(err):
			return page.Say("Stopped: nothing was written")
		case err != nil:
			return page.Fail(err)
		}
		w.sc.Send(page.Done{})
		if c.ID == 0 {
			return page.Say("Every row is in the company already: nothing was changed")
		}
		return page.Send(page.Changed{Change: c})
	})
}

func (w *wizard) wasStopped(err error) bool { return page.Failed(err).Text == "Stopped" }
