package mentoring

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"understudy/match/assign"
	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// coverage is the tab that sets demand against capacity before anything is run. It is
// counted only while it is seen: in a large company that takes a while.
type coverage struct {
	*list[cover]
	of  *cycle
	got *store.Coverage
	// verdicts are words about mentees who cannot all be placed, by enrolment.
	verdicts map[int64]string
	stale    bool // something was changed since it was counted
	counts   bool // it is being counted
	begun    time.Time
	took     time.Duration
	meter    *page.Meter[assign.Progress]
	split    widget.Split
	job      page.Slot
	files    page.Slot
	err      error
	count    func(context.Context, *store.Store, int64, mentoring.Options) (*store.Coverage, error) // tests replace it
}

func newCoverage(m *cycle) *coverage {
	c := &coverage{of: m, stale: true, meter: &page.Meter[assign.Progress]{}}
	c.count = func(ctx context.Context, db *store.Store, id int64, o mentoring.Options) (*store.Coverage, error) {
		return db.Coverage(ctx, id, o)
	}
	c.list = newList(m.env, m.sc, "coverage", func(r cover) int64 { return r.id }, coverColumns(m.env.Theme)...)
	c.list.NoMarks, c.list.Export = true, c.export
	c.list.Table.SetEmpty(widget.Empty{
		What: "Nobody asks for a place.",
		Why:  "Coverage sets the places that mentees ask for against those of mentors, before anything is run: how many can be filled at most, and who cannot be placed whatever one does.",
		Keys: []widget.Hotkey{{Key: "tab", What: "goes to Enrolment, where people join"}},
	})
	return c
}

// load only notes that what was counted may no longer hold, unless it is looked at.
func (c *coverage) load() tea.Cmd {
	c.stale = true
	return c.shown()
}

// shown counts, if that is needed and somebody looks.
func (c *coverage) shown() tea.Cmd {
	front := c.of.panes != nil && (c.of.pane() == pane(c) || c.of.at == tabWaiting)
	if !front || !c.stale {
		return nil
	}
	return c.start()
}

// start counts anew.
func (c *coverage) start() tea.Cmd {
	c.meter = &page.Meter[assign.Progress]{}
	c.counts, c.stale, c.begun, c.took = true, false, c.env.Now(), 0
	db, id, meter, count := c.env.DB, c.of.row.ID, c.meter, c.count
	return tea.Batch(page.Run(c.sc, &c.job, "Coverage", c.progress, func(ctx context.Context) (*store.Coverage, error) {
		return count(ctx, db, id, mentoring.Options{Progress: meter.Set})
	}, c.counted), c.tick())
}

func (c *coverage) tick() tea.Cmd {
	return page.After(c.sc, time.Second, func() tea.Cmd {
		if !c.counts {
			return nil
		}
		c.took = c.env.Now().Sub(c.begun)
		return c.tick()
	})
}

// progress only reads: the status line asks for it while the engine works.
func (c *coverage) progress() string {
	p, ok := c.meter.Get()
	switch {
	case !ok:
		return store.StageReading
	case p.Total == 0:
		return p.Stage
	}
	return fmt.Sprintf("%s: %d of %d", p.Stage, p.Done, p.Total)
}

func (c *coverage) counted(got *store.Coverage, err error) tea.Cmd {
	c.counts = false
	if errors.Is(err, context.Canceled) {
		c.stale = true // what was counted before stays on the screen, and says so
		return nil
	}
	if c.err = err; err != nil {
		c.Show(nil, err)
		return nil
	}
	c.got, c.verdicts = got, verdictsOf(got)
	c.Show(coverRows(got), nil)
	if r, ok := c.Selected(); ok && r.lines == nil {
		c.Table.MoveTo(c.Table.Cursor() + 1) // off the heading
	}
	return nil
}

// export writes all that was counted as one table.
func (c *coverage) export() tea.Cmd {
	got, name := c.got, text.Clean(c.of.Title())+"-coverage-"+string(store.DateOf(c.env.Now()))
	return page.Load(c.sc, &c.files, func(context.Context) (string, error) {
		var b bytes.Buffer
		if err := exchange.ExportCoverage(&b, got, exchange.CSV, exchange.ExportOptions{BOM: true}); err != nil {
			return "", err
		}
		return kindform.WriteNew(name, ".csv", b.Bytes())
	}, func(file string, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return page.Say("Wrote " + file + ", in the folder you started from")
	})
}

// verdict is what the coverage knows of one mentee; "" is nothing.
func (c *coverage) verdict(enrolment int64) string {
	if said, short := c.verdicts[enrolment]; short || c.got == nil {
		return said
	}
	return "can be placed"
}

// verdictsOf are those of mentees who cannot all be placed.
func verdictsOf(c *store.Coverage) map[int64]string {
	out := map[int64]string{}
	for _, s := range c.Shortages {
		for _, n := range s.Mentees {
			out[n] = "too few mentors"
		}
	}
	for _, u := range c.Nobody {
		if out[u.Mentee] = "nobody may take them"; u.Candidates == 0 {
			out[u.Mentee] = "no mentor is free"
		}
	}
	return out
}

func (c *coverage) actions() []page.Action {
	if c.typing() {
		return c.list.actions()
	}
	if c.got == nil || c.err != nil {
		return []page.Action{page.Act("Count the coverage", "count", c.start, page.KeyOpen).If(!c.counts, "it is being counted").Hinted(9)}
	}
	none := c.None()
	r, _ := c.Selected()
	some := none
	if some == "" && r.lines == nil {
		some = "this line is a heading"
	}
	acts := []page.Action{
		page.Act("Read why", "why", func() tea.Cmd {
			return tell(c.env, c.sc, r.title(c.got), func(w int) []string { return r.lines(c.env, c.got, w) })
		}, page.KeyOpen).Unless(some).Hinted(9),
		showPerson(c.sc, c.got.People[r.who].Employee).Unless(none).If(r.who != 0, "this line is not about one person"),
	}
	if c.stale { // counting anew was stopped: it has no key of its own, the palette has it
		acts = append(acts, page.Act("Count the coverage anew", "count anew", c.start).If(!c.counts, "it is being counted"))
	}
	return append(acts, c.list.actions()...)
}

func (c *coverage) update(msg tea.Msg) tea.Cmd {
	if click, ok := msg.(page.Click); ok {
		if detail, _ := c.split.At(click.X, false); detail {
			return nil
		}
	}
	return c.list.update(msg)
}

// view draws the whole in numbers and bars, then what it is made of beside what the
// line under the cursor means.
func (c *coverage) view(w, h int) string {
	th := c.env.Theme
	switch {
	case c.counts && c.got == nil:
		p, known := c.meter.Get()
		if !known {
			p.Stage = store.StageReading
		}
		return widget.Fit(widget.Progress{Stage: capital(text.Clean(p.Stage)), Done: p.Done, Total: p.Total, Elapsed: c.took}.View(th, w, min(h, 5)), w, h)
	case c.got == nil && c.err == nil && c.stale:
		e := widget.Empty{What: "Not counted.", Why: "Demand is set against capacity, in all and by skill, market and slot.", Keys: []widget.Hotkey{{Key: "enter", What: "counts it"}}}
		return e.View(th, w, h)
	case c.err != nil || c.got.Mentees+c.got.Mentors == 0:
		return c.list.view(w, h)
	}
	top := c.totals(w, h)
	split, body := side(c.env, w, max(0, h-len(top)), func(w, h int) string { return c.list.view(w, h) }, c.detail)
	c.split = split
	c.list.Below(len(top))
	return widget.Fit(strings.Join(append(top, body), "\n"), w, h)
}

func (c *coverage) detail(w, h int) string {
	r, ok := c.Selected()
	if !ok || r.lines == nil {
		return widget.Fit("", w, h)
	}
	return widget.Fit(strings.Join(r.lines(c.env, c.got, w), "\n"), w, h)
}

// totals are the lines above: bars where there is room, else one sentence.
func (c *coverage) totals(w, h int) []string {
	th, g := c.env.Theme, c.got
	said, style := sayFillable(g), th.Good
	if g.Missing() > 0 {
		said, style = th.Glyph.Alert+" "+said, th.Warn
	}
	old := ""
	switch {
	case c.counts:
		old = "It is being counted anew."
	case c.stale:
		old = "Something was changed since: shift+tab and tab count anew."
	}
	if h < 14 && old != "" {
		said = old
	}
	last := style.Render(text.Cut(said, w))
	if h < 14 {
		return []string{last}
	}
	most := max(1, g.Demand, g.Capacity)
	bar := func(name string, n int, tail string) string {
		line := text.Fit(name, 16) + text.FitLeft(widget.Number(n), 6) + "  "
		if room := min(40, w-text.Width(line)-text.Width(tail)-2); room >= 6 {
			line += widget.Bar(th, float64(n)/float64(most), room) + "  "
		}
		return text.Cut(line+th.Dim.Render(tail), w)
	}
	locked := ""
	if g.Locked > 0 {
		locked = ", " + widget.Number(g.Locked) + " locked"
	}
	return []string{
		bar("places asked for", g.Demand, "by "+count(g.Mentees, "mentee", "mentees")+locked),
		bar("places offered", g.Capacity, "by "+count(g.Mentors, "mentor", "mentors")),
		bar("filled at most", g.Fillable, ""),
		last, th.Warn.Render(text.Cut(old, w)),
	}
}

// sayFillable is the most that can be reached, in one sentence.
func sayFillable(c *store.Coverage) string {
	switch missing := c.Missing(); {
	case c.Demand == 0:
		return "Nobody waits for a mentor."
	case missing == 0:
		return "Every place can be filled."
	case c.Fillable == 0:
		return "None of " + count(c.Demand, "place", "places") + " can be filled, whatever the points."
	default:
		return fmt.Sprintf("At most %s of %s can be filled, whatever the points: %s must stay empty.",
			widget.Number(c.Fillable), count(c.Demand, "place", "places"), widget.Number(missing))
	}
}
