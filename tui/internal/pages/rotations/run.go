package rotations

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"understudy/match/rotation"
	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// running is the dialog of a run, or of a repair, while the engine works.
type running struct {
	page.Base
	of     *plan
	sc     *page.Scope
	repair bool
	slot   page.Slot
	meter  page.Meter[rotation.Progress]
	begun  time.Time
	took   time.Duration
	err    error
}

// kept is what a run left in the file.
type kept struct {
	scenario store.RotationScenario
	change   store.Change
}

// run looks for the best plan, and shows it on the board.
func (m *plan) run() tea.Cmd { return m.open(false) }

// repair plans anew what is published, with the fewest changes, and shows what they are.
func (m *plan) repair() tea.Cmd { return m.open(true) }

func (m *plan) open(repair bool) tea.Cmd {
	return m.sc.Send(page.Open{Modal: true, Width: 72, New: func(own *page.Scope) page.Page {
		return &running{of: m, sc: own, repair: repair}
	}})
}

func (r *running) Title() string {
	if r.repair {
		return "Repair " + r.of.name
	}
	return "Run " + r.of.name
}

// Init begins at once: there is nothing to ask.
func (r *running) Init() tea.Cmd {
	db, id, meter, repair := r.of.env.DB, r.of.id, &r.meter, r.repair
	r.begun = r.of.env.Now()
	cmd := page.Run(r.sc, &r.slot, "Rotation", r.progress, func(ctx context.Context) (k kept, err error) {
		o := store.RotateOptions{Seed: 1, Progress: func(p rotation.Progress) {
			meter.Set(rotation.Progress{Stage: p.Stage, Plan: p.Plan, Value: p.Value, Bound: p.Bound})
		}}
		if repair {
			k.scenario, k.change, err = db.RepairRotation(ctx, id, store.RepairOptions{RotateOptions: o})
		} else {
			k.scenario, k.change, err = db.RotatePlan(ctx, id, o)
		}
		return k, err
	}, r.done)
	return tea.Batch(cmd, r.tick())
}

// tick lets the clock of the progress go on.
func (r *running) tick() tea.Cmd {
	return page.After(r.sc, time.Second, func() tea.Cmd {
		if !r.slot.Busy() {
			return nil
		}
		r.took = r.of.env.Now().Sub(r.begun)
		return r.tick()
	})
}

// stages are what the engine does, in words.
var stages = map[string]string{
	"begin": "Looking for a plan to begin with", "bound": "Proving how good a plan can be", "plan": "Looking for a better plan",
	"improve": "Improving the plan", "prove": "Proving the best", "conflict": "Finding what cannot hold together",
}

func stageOf(p rotation.Progress) string {
	if s := stages[p.Stage]; s != "" {
		return s
	}
	return "Reading the plan"
}

// progress only reads: the status line asks for it while the engine works.
func (r *running) progress() string {
	p, _ := r.meter.Get()
	if best := bestSoFar(p); best != "" {
		return best
	}
	return strings.ToLower(stageOf(p))
}

// bestSoFar says what stopping now would keep; "" if nothing.
func bestSoFar(p rotation.Progress) string {
	switch {
	case p.Plan == nil:
		return ""
	case p.Bound == rotation.Unbounded:
		return points(p.Value) + " points so far"
	case p.Bound <= p.Value:
		return points(p.Value) + " points so far, no plan has more"
	}
	gap := rotation.Result{Plan: p.Plan, Value: p.Value, Bound: p.Bound}.Gap()
	return fmt.Sprintf("%s points so far of at most %s, at most %s %% below the best", points(p.Value), points(p.Bound), percent(max(gap, 0.01)))
}

// done shows the plan that was found, or what stands in its way.
func (r *running) done(k kept, err error) tea.Cmd {
	var no *store.RotationImpossible
	switch {
	case k.scenario.ID != 0:
		r.sc.Send(page.Done{})
		told := page.Send(page.Changed{Change: k.change})
		return tea.Batch(told, r.of.found(k.scenario, r.repair))
	case errors.Is(err, context.Canceled):
		r.sc.Send(page.Done{})
		return page.Say("Stopped before there was a plan to keep")
	case errors.Is(err, store.ErrHolds):
		r.sc.Send(page.Done{})
		return page.Say("What is published still holds: there is nothing to repair")
	case errors.As(err, &no):
		r.sc.Send(page.Done{})
		return openConflict(r.of, no)
	}
	r.err = err
	return nil
}

// found shows a plan that was just made. Reviews of older ones, from which it may have been
// asked for, close: they would lie over it.
func (m *plan) found(sc store.RotationScenario, repair bool) tea.Cmd {
	for _, over := range m.over {
		over.Send(page.Done{})
	}
	m.over = nil
	m.board.wanted = sc.ID
	cmd := m.board.load()
	m.tabs.show("Board")
	if repair {
		return tea.Batch(cmd, openReview(m, sc.ID, tabChanges))
	}
	return cmd
}

func (r *running) Actions() []page.Action {
	if r.err == nil {
		return nil
	}
	return []page.Action{page.Act("Close it", "close", func() tea.Cmd { return r.sc.Send(page.Done{}) }, page.KeyOpen).Hinted(9)}
}

func (r *running) View(w, h int) string {
	th := r.of.env.Theme
	if r.err != nil {
		lines := append(styled(th.Bad, []string{text.Cut("It could not be run.", w)}), wrapped(page.InWords(r.err), 0, w)...)
		return strings.Join(lines[:min(len(lines), max(1, h))], "\n")
	}
	p, _ := r.meter.Get()
	return widget.Progress{Stage: stageOf(p), Elapsed: r.took, Best: bestSoFar(p)}.View(th, w, min(h, 4))
}

// noRun says why the plan cannot be run now.
func (m *plan) noRun() string {
	if m.missing() != "" {
		return m.missing()
	}
	return noRunOf(m.row)
}

// noRunOf says why a plan cannot be run.
func noRunOf(p store.RotationPlanRow) string {
	switch {
	case p.State == "closed":
		return "the plan is closed"
	case p.Seats == 0:
		return "it has no seat yet; Seats adds one"
	case p.Participants == 0:
		return "it has no participant yet; Participants adds one"
	case p.Running+p.Done > 0:
		return "placements have begun; R repairs the plan with the fewest changes"
	}
	return ""
}

// noRepair says why there is nothing to repair.
func (m *plan) noRepair() string {
	switch p := m.row; {
	case m.missing() != "":
		return m.missing()
	case p.State == "closed":
		return "the plan is closed"
	case p.Placements == 0:
		return "nothing of it is published yet; r runs it"
	}
	return ""
}
