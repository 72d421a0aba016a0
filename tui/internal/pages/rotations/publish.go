package rotations

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/placeact"
	"understudy/tui/internal/widget"
)

// publishing asks before a scenario becomes placements: it says what that changes.
type publishing struct {
	page.Base
	of      *plan
	sc      *page.Scope // of the dialog
	over    *page.Scope // of the page that asks
	id      int64
	slot    page.Slot
	confirm *widget.Confirm // nil while it is being read
	err     error
}

// openPublish asks in one dialog, and then makes the placements. u takes them back.
func openPublish(of *plan, sc *page.Scope, scenario int64) tea.Cmd {
	return sc.Send(page.Open{Modal: true, Width: 72, New: func(own *page.Scope) page.Page {
		return &publishing{of: of, sc: own, over: sc, id: scenario}
	}})
}

// toPublish is what publishing comes to.
type toPublish struct {
	scenario                          store.RotationScenario
	added, kept, cancelled, shortened int
	first                             bool
	outdated                          bool
	repairs                           bool // the plan runs, and the scenario is no repair of it
}

func readPublish(ctx context.Context, db *store.Store, plan, scenario int64) (f toPublish, err error) {
	if f.scenario, err = db.RotationScenario(ctx, scenario); err != nil {
		return f, err
	}
	moves, err := db.RotationMoves(ctx, scenario)
	if err != nil {
		return f, err
	}
	there, err := db.Placements(ctx, store.PlacementFilter{Plan: plan, Kept: true})
	if err != nil {
		return f, err
	}
	b, err := db.RotationBoard(ctx, plan, scenario)
	if err != nil {
		return f, err
	}
	f.outdated, f.first = b.Outdated, len(there) == 0
	planned := map[placedKey]int{}
	for _, m := range moves {
		planned[placedKey{m.Participant, m.Seat, m.First}] = m.Last
	}
	f.added = len(moves)
	for _, x := range there {
		last, again := planned[placedKey{x.ParticipantID, x.SeatID, x.First}]
		if again {
			f.added--
		}
		switch {
		case x.Over() || again && last == x.Last:
			f.kept++
		case x.State == "running":
			f.shortened++
			f.repairs = f.repairs || !again && f.scenario.Repairs == 0
		default:
			f.cancelled++
			if again {
				f.added++
			}
		}
	}
	return f, nil
}

func (p *publishing) Title() string { return "Publish" }

func (p *publishing) Init() tea.Cmd {
	db, plan, id := p.of.env.DB, p.of.id, p.id
	return page.Load(p.sc, &p.slot, func(ctx context.Context) (toPublish, error) { return readPublish(ctx, db, plan, id) },
		func(f toPublish, err error) tea.Cmd {
			if p.err = err; err == nil {
				p.confirm = widget.NewConfirm(p.of.env.Theme, strings.Join(publishLines(f), "\n"), "Publish")
			}
			return nil
		})
}

// publishLines say what publishing comes to; what needs a second thought comes first.
func publishLines(f toPublish) []string {
	lines := []string{"“" + text.Clean(f.scenario.Name) + "”: " + worth(f.scenario) + "."}
	if f.outdated {
		lines = append(lines, "! What the plan depends on has changed since it was run.")
	}
	if f.repairs {
		lines = append(lines, "! Placements run that it does not know of: repair the plan instead.")
	}
	if f.first {
		lines = append(lines, capital(count(f.added, "placement is made", "placements are made"))+", each with the host of its seat and the plan's handover list.")
		return append(lines, "Managers and hosts approve them. None begins by itself: on its day, begin it with "+placeact.KeyBegin+".")
	}
	var parts []string
	for _, x := range []struct {
		n         int
		one, many string
	}{
		{f.kept, "placement stays", "placements stay"},
		{f.added, "is new", "are new"},
		{f.shortened, "running one gets another end", "running ones get another end"},
		{f.cancelled, "is cancelled", "are cancelled"},
	} {
		if x.n > 0 {
			parts = append(parts, count(x.n, x.one, x.many))
		}
	}
	if f.added+f.shortened+f.cancelled == 0 {
		return append(lines, "Nothing changes: that is what is published.")
	}
	return append(lines, strings.Join(parts, ", ")+".", "What is not said to change stays as people know it.")
}

func (p *publishing) Actions() []page.Action {
	cancel := page.Act("Leave it unpublished", "cancel", p.close, "n").Hinted(8)
	if p.confirm == nil {
		return []page.Action{cancel}
	}
	key := func(k rune) func() tea.Cmd {
		return func() tea.Cmd { return p.Update(tea.KeyPressMsg{Code: k}) }
	}
	return []page.Action{
		page.Act("Publish", "publish", p.do, "y").Hinted(9),
		cancel,
		page.Act("Do what has the focus", "choose", key(tea.KeyEnter), page.KeyOpen, "space").Hinted(7),
		page.Act("Go to the other button", "other", key(tea.KeyTab), "tab", "shift+tab", "left", "right", "h", "l").In(page.Moving).Hinted(6),
	}
}

func (p *publishing) close() tea.Cmd { return p.sc.Send(page.Done{}) }

// do makes the placements; what stands against it is shown in full.
func (p *publishing) do() tea.Cmd {
	p.sc.Send(page.Done{})
	of, sc, id := p.of, p.over, p.id
	return page.Save(sc, func(ctx context.Context) (store.Change, error) {
		c, _, err := of.env.DB.PublishRotation(ctx, id)
		return c, err
	}, func(err error) tea.Cmd {
		if err == nil {
			return nil
		}
		said := page.InWords(err)
		return tea.Batch(page.Fail(err), tell(of.env, sc, "Not published", func(w int) []string {
			return append(styled(of.env.Theme.Bad, []string{text.Cut("Nothing was published.", w)}), wrapped(fmt.Sprint(said), 0, w)...)
		}))
	})
}

// Update answers by key or mouse.
func (p *publishing) Update(msg tea.Msg) tea.Cmd {
	if p.confirm == nil {
		return nil
	}
	answer := widget.Asking
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		answer = p.confirm.Update(msg)
	case page.Click:
		answer = p.confirm.Click(msg.X, msg.Y)
	}
	switch answer {
	case widget.Yes:
		return p.do()
	case widget.No:
		return p.close()
	}
	return nil
}

// View draws the question, or that it is being read.
func (p *publishing) View(w, h int) string {
	th := p.of.env.Theme
	switch {
	case p.err != nil:
		return strings.Join(styled(th.Bad, wrapped(page.InWords(p.err), 0, w)), "\n")
	case p.confirm == nil:
		return th.Dim.Render(text.Fit("Reading the scenario…", w))
	}
	return p.confirm.View(w, min(h, p.confirm.Height(w)))
}
