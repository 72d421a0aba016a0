package mentoring

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"understudy/match/assign"
	"understudy/match/mentoring"
	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
)

// runFor says what a run is for.
type runFor struct {
	cycle int64
	like  *mentoring.Settings                                                                  // begin with the settings of an earlier run; nil: the program's
	now   bool                                                                                 // begin at once
	says  string                                                                               // what was changed for this run: "locked Ana with Li"
	then  func(scenario int64) tea.Cmd                                                         // shows the finished run
	match func(context.Context, mentoring.Input, mentoring.Options) (*mentoring.Result, error) // tests replace it; nil is the engine
}

// stage is what the dialog of a run does now.
type stage int

const (
	reading stage = iota // the settings
	setting              // the user moves weights
	working
	broken  // locks break what must hold, or it failed
	stopped // and the best so far can be kept
	saving
)

// outcome is what the engine came to.
type outcome struct {
	in  mentoring.Input
	res *mentoring.Result
}

// run is the dialog in which weights are moved, and which then shows the progress.
type run struct {
	page.Base
	env    kindform.Env
	sc     *page.Scope
	of     runFor
	stage  stage
	slot   page.Slot
	cycle  store.CycleRow
	set    settings
	panel  *weights
	meter  *page.Meter[assign.Progress]
	begun  time.Time
	took   time.Duration
	found  outcome
	err    error
	people map[int64]store.Person // for the names of broken locks
}

// openRun opens the dialog over the page that asks.
func openRun(env kindform.Env, sc *page.Scope, of runFor) tea.Cmd {
	if of.match == nil {
		of.match = mentoring.Run
	}
	return sc.Send(page.Open{Modal: true, Width: 78, New: func(own *page.Scope) page.Page {
		return &run{env: env, sc: own, of: of}
	}})
}

func (r *run) Title() string {
	if r.cycle.ID == 0 {
		return "Run the matching"
	}
	return "Run the matching: " + r.cycle.Program + ", " + r.cycle.Name
}

// Init reads what can be changed for the run.
func (r *run) Init() tea.Cmd {
	db, cycle := r.env.DB, r.of.cycle
	type facts struct {
		cycle store.CycleRow
		set   settings
	}
	return page.Load(r.sc, &r.slot, func(ctx context.Context) (f facts, err error) {
		if f.cycle, err = db.Cycle(ctx, cycle); err != nil {
			return f, err
		}
		if err := db.AcceptsMatching(ctx, cycle); err != nil {
			return f, err
		}
		f.set, err = settingsOf(ctx, db, f.cycle.ProgramID)
		return f, err
	}, func(f facts, err error) tea.Cmd {
		if err != nil {
			return r.fail(err)
		}
		r.cycle, r.set, r.stage = f.cycle, f.set, setting
		r.panel = newWeights(r.env, f.set, r.of.like)
		if r.of.now {
			return r.start()
		}
		return nil
	})
}

func (r *run) fail(err error) tea.Cmd {
	r.stage, r.err = broken, err
	return nil
}

// start keeps the weights in the program, if that is wanted, and begins.
func (r *run) start() tea.Cmd {
	if why := r.panel.commit(); why != "" {
		return page.Say(why)
	}
	edits := r.panel.edits()
	if !r.panel.keep || len(edits) == 0 {
		return r.work()
	}
	r.stage = saving
	label := "change the weights of " + r.cycle.Program
	return page.Save(r.sc, func(ctx context.Context) (store.Change, error) {
		return r.env.DB.Write(ctx, label, func(tx *store.Tx) error {
			for _, e := range edits {
				if _, err := tx.Save(e); err != nil {
					return err
				}
			}
			return nil
		})
	}, func(err error) tea.Cmd {
		if err != nil {
			return r.fail(err)
		}
		return r.work()
	})
}

// work runs the engine on a snapshot, with the weights of the panel.
func (r *run) work() tea.Cmd {
	r.meter = &page.Meter[assign.Progress]{} // an earlier run's last word would stand there until the first of this one
	db, cycle, adjust, meter, match := r.env.DB, r.of.cycle, r.panel.adjust(), r.meter, r.of.match
	r.stage, r.begun, r.took = working, r.env.Now(), 0
	cmd := page.Run(r.sc, &r.slot, "Matching", r.progress, func(ctx context.Context) (o outcome, err error) {
		if o.in, err = db.ReadInput(ctx, cycle, meter.Set); err != nil {
			return o, err
		}
		adjust(&o.in)
		o.res, err = match(ctx, o.in, mentoring.Options{Progress: meter.Set})
		return o, err
	}, r.worked)
	return tea.Batch(cmd, r.tick())
}

// tick lets the clock of the progress go on.
func (r *run) tick() tea.Cmd {
	return page.After(r.sc, time.Second, func() tea.Cmd {
		if r.stage != working {
			return nil
		}
		r.took = r.env.Now().Sub(r.begun)
		return r.tick()
	})
}

// progress only reads: the status line asks for it while the engine works.
func (r *run) progress() string {
	p, ok := r.meter.Get()
	switch {
	case !ok:
		return store.StageReading
	case p.Total == 0:
		return p.Stage
	}
	return fmt.Sprintf("%s: %d of %d", p.Stage, p.Done, p.Total)
}

func (r *run) worked(o outcome, err error) tea.Cmd {
	var locks *mentoring.LockError
	switch {
	case errors.Is(err, context.Canceled):
		r.stage = setting
		return page.Say("Stopped before there was anything to keep")
	case errors.As(err, &locks):
		return r.name(locks)
	case err != nil:
		return tea.Batch(r.fail(err), page.Fail(err))
	}
	r.found = o
	if o.res.Stopped && !o.res.Begun() {
		r.stage = setting
		return page.Say("Stopped before there was anything to keep")
	}
	if o.res.Stopped {
		r.stage = stopped
		return nil
	}
	return r.save()
}

// name reads who the locks are about before they are shown.
func (r *run) name(locks *mentoring.LockError) tea.Cmd {
	return page.Load(r.sc, &r.slot, func(ctx context.Context) (map[int64]store.Person, error) { return r.env.DB.People(ctx, r.of.cycle) },
		func(people map[int64]store.Person, err error) tea.Cmd {
			if err != nil {
				return r.fail(err)
			}
			r.people = people
			return r.fail(locks)
		})
}

// save keeps the run and shows it.
func (r *run) save() tea.Cmd {
	r.stage = saving
	db, cycle, found, differs := r.env.DB, r.of.cycle, r.found, r.panel.differs(r.of.says)
	var made store.Scenario
	return page.Save(r.sc, func(ctx context.Context) (c store.Change, err error) {
		runs, err := db.Scenarios(ctx, cycle)
		if err != nil {
			return c, err
		}
		made, c, err = db.SaveScenario(ctx, cycle, runName(runs, differs), found.in, found.res)
		return c, err
	}, func(err error) tea.Cmd {
		if err != nil {
			return r.fail(err)
		}
		r.sc.Send(page.Done{})
		return r.of.then(made.ID)
	})
}

// runName is the next number and what differs, as the store names the runs that
// it makes itself; "" leaves it to the store.
func runName(runs []store.Scenario, differs string) string {
	if differs == "" {
		return ""
	}
	for n := 1; ; n++ {
		try := fmt.Sprintf("scenario %d", n)
		if !slices.ContainsFunc(runs, func(s store.Scenario) bool { return s.Name == try || strings.HasPrefix(s.Name, try+":") }) {
			return try + ": " + differs
		}
	}
}

// Capturing: the digits of a weight are typed.
func (r *run) Capturing() page.Capture {
	if r.stage == setting {
		return page.Digits
	}
	return page.Nothing
}

// Leave asks before the best so far, or what was moved, is dropped.
func (r *run) Leave() string {
	switch {
	case r.stage == stopped:
		return "Discard what was found so far?"
	case r.stage == setting && r.panel.moved:
		return "Leave without running with what you changed?"
	}
	return ""
}

// Actions depend on what the dialog does now.
func (r *run) Actions() []page.Action {
	switch r.stage {
	case setting:
		return append(r.panel.actions(), page.Act("Run with these settings", "run", r.start, page.KeyOpen, page.KeyRun).Hinted(9))
	case stopped:
		return []page.Action{
			page.Act("Keep what was found so far as a scenario", "keep", r.save, page.KeyOpen).Hinted(9),
			page.Act("Discard it", "discard", r.discard, page.KeyDelete).Hinted(8),
		}
	case broken:
		return []page.Action{page.Act("Close it", "close", r.discard, page.KeyOpen).Hinted(9)}
	}
	return nil
}

func (r *run) discard() tea.Cmd { return r.sc.Send(page.Done{}) }

// Update types into the weight under the cursor.
func (r *run) Update(msg tea.Msg) tea.Cmd {
	if r.stage == setting {
		r.panel.update(msg)
	}
	return nil
}
