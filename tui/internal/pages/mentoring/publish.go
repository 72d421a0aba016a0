package mentoring

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// publishing asks before it makes pairs of a run's proposals: it says what will be,
// and what the run does not know of.
type publishing struct {
	page.Base
	env     kindform.Env
	sc      *page.Scope // of the dialog
	over    *page.Scope // of the page that asks
	id      int64
	slot    page.Slot
	confirm *widget.Confirm // nil while it is being read
	err     error
}

// publish asks in one dialog, and then makes the pairs. u takes them back.
func publish(env kindform.Env, sc *page.Scope, scenario int64) tea.Cmd {
	return sc.Send(page.Open{Modal: true, Width: 72, New: func(own *page.Scope) page.Page {
		return &publishing{env: env, sc: own, over: sc, id: scenario}
	}})
}

// toPublish is what the dialog tells.
type toPublish struct {
	run   store.Scenario
	cycle store.CycleRow
	left  int // mentees who stay without a mentor, or with one too few
	since int // locks and bans that the run does not know of
}

func readPublish(ctx context.Context, db *store.Store, scenario int64) (f toPublish, err error) {
	v, err := db.Review(ctx, scenario)
	if err != nil {
		return f, err
	}
	f.run, f.left = v.Scenario, len(v.Result.Unmatched)
	if f.cycle, err = db.Cycle(ctx, v.Scenario.CycleID); err != nil {
		return f, err
	}
	var p present
	if err = p.readPairs(ctx, db, v); err == nil {
		err = p.readHands(ctx, db, v)
	}
	f.since = p.since
	return f, err
}

func (p *publishing) Title() string { return "Publish" }

func (p *publishing) Init() tea.Cmd {
	db, id := p.env.DB, p.id
	return page.Load(p.sc, &p.slot, func(ctx context.Context) (toPublish, error) { return readPublish(ctx, db, id) },
		func(f toPublish, err error) tea.Cmd {
			if p.err = err; err != nil {
				return nil
			}
			lines := publishLines(f, db.Today())
			p.confirm = widget.NewConfirm(p.env.Theme, strings.Join(lines, "\n"), "Publish "+count(f.run.Pairs, "pair", "pairs"))
			return nil
		})
}

// publishLines say what publishing comes to. What needs a second thought comes
// first: a low screen cuts the end.
func publishLines(f toPublish, today store.Date) []string {
	lines := []string{"“" + text.Clean(f.run.Name) + "”: " + count(f.run.Pairs, "pair begins", "pairs begin") + " today."}
	if f.cycle.Starts > today {
		lines = append(lines, "! The cycle itself begins only on "+string(f.cycle.Starts)+".")
	}
	if f.since > 0 {
		lines = append(lines, "! "+count(f.since, "lock or ban", "locks and bans")+" changed since the run, which knows nothing of that; r runs again.")
	}
	switch {
	case f.left > 0 && !f.run.Proved():
		lines = append(lines, "! The run was stopped: "+count(f.left, "mentee is", "mentees are")+" not decided and stay unplaced.")
	case f.left > 0:
		lines = append(lines, count(f.left, "mentee stays", "mentees stay")+" unplaced.")
	default:
		lines = append(lines, "No mentee stays unplaced.")
	}
	lines = append(lines, "With o they are only proposed, and each begins when both have agreed.")
	return lines
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
		page.Act("Publish as proposals: each begins when both have agreed", "propose", p.propose, "o").Hinted(8),
		cancel,
		page.Act("Do what has the focus", "choose", key(tea.KeyEnter), page.KeyOpen, "space").Hinted(7),
		page.Act("Go to the other button", "other", key(tea.KeyTab), "tab", "shift+tab", "left", "right", "h", "l").In(page.Moving).Hinted(6),
	}
}

func (p *publishing) close() tea.Cmd { return p.sc.Send(page.Done{}) }

func (p *publishing) do() tea.Cmd { return p.make(p.env.DB.Publish) }

func (p *publishing) propose() tea.Cmd { return p.make(p.env.DB.Propose) }

// make makes the pairs; what stands against it is shown in full.
func (p *publishing) make(pairs func(context.Context, int64) (store.Change, int, error)) tea.Cmd {
	p.sc.Send(page.Done{})
	env, sc, id := p.env, p.over, p.id
	return page.Save(sc, func(ctx context.Context) (store.Change, error) {
		c, _, err := pairs(ctx, id)
		return c, err
	}, func(err error) tea.Cmd {
		if err == nil {
			return nil
		}
		return tea.Batch(page.Fail(err), refusal(env, sc, "Not published", err))
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
	th := p.env.Theme
	switch {
	case p.err != nil:
		return strings.Join(styled(th.Bad, wrapped(p.err.Error(), 0, w)), "\n")
	case p.confirm == nil:
		return th.Dim.Render(text.Fit("Reading the scenario…", w))
	}
	return p.confirm.View(w, min(h, p.confirm.Height(w)))
}

// refusal shows an error that lists several things, one a line.
func refusal(env kindform.Env, sc *page.Scope, title string, err error) tea.Cmd {
	msg := text.Clean(err.Error())
	const mark = "” was run: "
	at := strings.Index(msg, mark)
	if !errors.Is(err, store.ErrConflict) || at < 0 {
		return nil
	}
	list, rest := strings.TrimSuffix(msg[at+len(mark):], "Run the matching again"), "Nothing was published. Press r to run the matching again: it takes all of this into account."
	return tell(env, sc, title, func(w int) []string {
		th := env.Theme
		lines := []string{th.Bad.Render(text.Cut("Since the run, things have changed:", w)), ""}
		for _, p := range strings.Split(strings.TrimRight(list, ". "), "; ") {
			for i, l := range wrapped(p, 2, w) {
				if i == 0 {
					l = th.Glyph.Dot + l[1:]
				}
				lines = append(lines, l)
			}
		}
		return append(append(lines, ""), wrapped(rest, 0, w)...)
	})
}
