package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/demo"
	"understudy/store/text"
)

// player plays a cycle of the demo company and tells it. Each act really happens in
// the file; what is printed is read back from there.
type player struct {
	*app
	ctx   context.Context //nolint:containedctx // the life of one play
	s     *store.Store
	opt   demo.Options
	cycle store.CycleRow
	runs  []store.Scenario
	pairs int // made by publishing
	acts  int // changes to be undone
	step  int
}

func (p *player) play() error {
	if err := p.company(); err != nil {
		return err
	}
	if p.cycle.Scenarios > 0 {
		p.printf("\n")
		p.tell("This company has played its cycle already. Ask it with any command and --db, such as: understudy pair list --db %s", text.Quote(p.s.Path()))
		return nil
	}
	for _, act := range []func() error{p.first, p.left, p.weight, p.lockAndBan, p.publish, p.session, p.rotate, p.back, p.sound} {
		if err := act(); err != nil {
			return err
		}
		if err := p.ctx.Err(); err != nil {
			return err
		}
		if err := p.out.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// part begins a part of the story.
func (p *player) part(title string) {
	p.step++
	p.printf("\n%s\n\n", p.bold(fmt.Sprintf("%d. %s", p.step, title)))
}

// tell writes a sentence, wrapped for reading.
func (p *player) tell(format string, args ...any) { p.tellIn("", "  ", format, args...) }

// more writes a sentence that belongs to the one before.
func (p *player) more(format string, args ...any) { p.tellIn("  ", "    ", format, args...) }

func (p *player) tellIn(first, rest, format string, args ...any) {
	for _, l := range text.Wrap(text.Clean(fmt.Sprintf(format, args...)), 92) {
		p.printf("%s%s\n", first, l)
		first = rest
	}
}

// did counts a change that undo will take back.
func (p *player) did(c store.Change) {
	if c.ID != 0 {
		p.acts++
	}
}

func (p *player) company() error {
	p.part("The company")
	var counts []string
	for _, kind := range []string{"employee", "team", "location", "role", "skill"} {
		recs, err := p.s.List(p.ctx, kind, store.ListFilter{})
		if err != nil {
			return err
		}
		k := recs[0].Kind
		counts = append(counts, count(len(recs), k.Name, k.Plural))
		if kind == "location" {
			p.tellPlaces(recs)
		}
	}
	p.tell("It has %s; everything about it is made up (seed %d).", strings.Join(counts, ", "), p.opt.Seed)
	cycles, err := p.s.Cycles(p.ctx, 0)
	if err != nil {
		return err
	}
	p.printf("\n")
	t := newTable("PROGRAM", "CYCLE", "STATE", "FROM", ">MENTEES", ">MENTORS", ">PAIRS UNDER WAY", ">IN ALL")
	for _, c := range cycles {
		t.add(c.Program, c.Name, c.State, string(c.Starts), fmt.Sprint(c.Mentees), fmt.Sprint(c.Mentors), fmt.Sprint(c.Pairs), fmt.Sprint(c.AllPairs))
	}
	p.print(t, "no programs")
	p.cycle, err = findCycle(p.ctx, p.s, place{program: "Leadership"})
	if err != nil {
		return fmt.Errorf("a company of %d people is too small to play with: %w", p.opt.People, err)
	}
	return nil
}

func (p *player) tellPlaces(recs []store.Record) {
	seen := map[string]bool{}
	var names []string
	for _, r := range recs {
		if c := r.Values["country"]; !seen[c] {
			seen[c], names = true, append(names, c)
		}
	}
	const some = 5
	list := strings.Join(names[:min(len(names), some)], ", ")
	if more := len(names) - some; more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	p.tell("A company that works in %s: %s.", count(len(names), "country", "countries"), list)
}

// run runs the matching, with the criteria weighed anew.
func (p *player) run(name string, weights ...string) (*store.Review, error) {
	adjust, err := matchFlags{weights: weights}.adjust()
	if err != nil {
		return nil, err
	}
	m := p.meter()
	sc, change, err := p.s.Match(p.ctx, p.cycle.ID, store.MatchOptions{
		Name: name, Progress: m.engine, Adjust: func(in *mentoring.Input) { _ = adjust(in) },
	})
	m.end()
	if err != nil {
		return nil, p.refused(p.ctx, p.s, p.cycle, err)
	}
	p.did(change)
	p.runs = append(p.runs, sc)
	return p.s.Review(p.ctx, sc.ID)
}

// shown is how many pairs, people and moves the story tells in full.
const shown = 10

func (p *player) first() error {
	p.part(fmt.Sprintf("Matching %s, %s", p.cycle.Program, p.cycle.Name))
	v, err := p.run("as the program says")
	if err != nil {
		return err
	}
	p.tell("%s.", sayRun(v.Scenario))
	proof := v.Scenario.Proof()
	p.tell("%s.", strings.ToUpper(proof[:1])+proof[1:])
	p.printf("\n")
	best := chosenPairs(v, shown)
	for i, pair := range best {
		e, err := v.Ask.Explain(pair.Mentee, pair.Mentor)
		if err != nil {
			return err
		}
		if i > 0 {
			p.printf("\n")
		}
		p.printf("%s\n", p.bold(fmt.Sprintf("%s → %s, %s points", name(v.People, e.Mentee), name(v.People, e.Mentor), store.FormatPoints(e.Points))))
		for _, part := range e.Parts {
			if part.Points != 0 {
				p.tellIn(text.PadLeft(store.FormatPoints(part.Points), 6)+"  ", text.Spaces(8), "%s: %s", part.Criterion, strings.Join(part.Evidence, ", "))
			}
		}
	}
	if more := len(v.Result.Pairs) - len(best); more > 0 {
		p.printf("\n")
		p.tell("And %s, down to %s points.", count(more, "more pair", "more pairs"), store.FormatPoints(v.Scenario.Worst))
	}
	return nil
}

// left tells why the others stayed without, and what would change that.
func (p *player) left() error {
	v, err := p.s.Review(p.ctx, p.runs[0].ID)
	if err != nil {
		return err
	}
	left := v.Result.Unmatched
	if len(left) == 0 {
		return nil
	}
	p.part(count(len(left), "mentee stays", "mentees stay") + " without a mentor, and why")
	why, err := reasons(v, 2*shown)
	if err != nil {
		return err
	}
	asked := len(why)
	if asked > shown {
		asked = shown / 2 // each is many runs of the engine
	}
	for i, w := range why {
		p.tell("%s: %s", name(v.People, w.Mentee), sayWhyNot(v.People, w))
		if i >= asked {
			p.more("the smallest change: asked for the first %d only", asked)
			continue
		}
		c, err := p.s.SmallestChange(p.ctx, v, w.Mentee, mentoring.Options{})
		switch {
		case errors.Is(err, mentoring.ErrNoChange):
			p.more("the smallest change: there is none, no single one gives them a mentor")
		case err != nil:
			return err
		default:
			p.more("the smallest change: %s", sayChange(v.People, c))
		}
	}
	if more := len(left) - len(why); more > 0 {
		p.tell("and %d more", more)
	}
	return nil
}

// weight gives one criterion other points and compares.
func (p *player) weight() error {
	in, err := p.s.MentoringInput(p.ctx, p.cycle.ID)
	if err != nil {
		return err
	}
	if len(in.Settings.Criteria) < 2 {
		return nil
	}
	c := in.Settings.Criteria[len(in.Settings.Criteria)/2-1]
	name := mentoring.CriterionName(c)
	p.part(fmt.Sprintf("What if “%s” were worth three times as much?", name))
	if _, err := p.run(name+" first", fmt.Sprintf("%s=%s", name, store.FormatPoints(3*c.Points))); err != nil {
		return err
	}
	return p.tellDifference(p.runs[0].ID, p.runs[len(p.runs)-1].ID)
}

func (p *player) tellDifference(a, b int64) error {
	before, after, c, err := p.s.Compare(p.ctx, a, b)
	if err != nil {
		return err
	}
	c.Moved, err = c.Moved[:min(len(c.Moved), shown)], nil
	all := len(mentoring.Compare(before.Result, after.Result, before.Input.Settings, after.Input.Settings).Moved)
	p.printComparison(before, after, c)
	if all > len(c.Moved) {
		p.printf("and %d more\n", all-len(c.Moved))
	}
	return err
}
