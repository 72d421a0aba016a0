package mentoring

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
)

// weight is one line of the panel: a number of points that can be moved.
type weight struct {
	rec   store.Record // of the criterion; of the program for the floor
	name  string
	now   int64
	was   int64  // in the program
	off   bool   // a floor that is not set
	given string // why it cannot be moved here
}

// weights is the panel in which a run's settings are moved: what the program says
// stays visible beside them.
type weights struct {
	env       kindform.Env
	set       settings
	step      int64
	objective mentoring.Objective
	fairness  mentoring.Fairness
	floor     weight
	floorWas  bool
	list      []weight
	keep      bool
	at, top   int
	h, head   int    // of the last View: lines shown, and those above them
	typed     string // what is being typed into the number at the cursor
	typing    bool
	moved     bool // something was changed here
}

// newWeights begins with the program's settings, or with those of an earlier run.
func newWeights(env kindform.Env, set settings, like *mentoring.Settings) *weights {
	p := &weights{env: env, set: set, step: mentoring.DefaultStep}
	p.objective, p.fairness = mentoring.Objective(set.program.Values["objective"]), mentoring.Fairness(set.program.Values["fairness"])
	if n, err := mentoring.ParsePoints(set.program.Values["step"]); err == nil && n > 0 {
		p.step = n
	}
	p.floor = weight{rec: set.program, name: "floor", off: true}
	if n, err := mentoring.ParsePoints(set.program.Values["floor"]); err == nil {
		p.floor.now, p.floor.was, p.floor.off, p.floorWas = n, n, false, true
	}
	for _, r := range set.criteria {
		c := criterionOf(r)
		most, given := weightOf(c)
		w := weight{rec: r, name: mentoring.CriterionName(c), now: most, was: most}
		if given {
			w.given = "by its table"
		}
		p.list = append(p.list, w)
	}
	if like != nil {
		p.take(*like)
	}
	p.at = min(atCriteria, p.len()-1)
	return p
}

// take begins with what an earlier run went by.
func (p *weights) take(s mentoring.Settings) {
	if s.Objective != "" {
		p.objective = s.Objective
	}
	p.fairness = s.Fairness
	p.floor.off = s.Floor == nil
	if s.Floor != nil {
		p.floor.now = *s.Floor
	}
	for i := range p.list {
		at := slices.IndexFunc(s.Criteria, func(c mentoring.Criterion) bool { return mentoring.CriterionName(c) == p.list[i].name })
		if at >= 0 && p.list[i].given == "" {
			p.list[i].now = s.Criteria[at].Points
		}
	}
}

// The lines above the criteria.
const (
	atObjective = iota
	atFairness
	atFloor
	atCriteria
)

// len counts the lines: objective, fairness, floor, the criteria, and whether to keep it.
func (p *weights) len() int { return atCriteria + len(p.list) + 1 }

// number is the weight at the cursor, or nil on a line that holds none.
func (p *weights) number() *weight {
	return p.peek(p.at)
}

// Move, Page, Home and End move the cursor and take over what was typed.
func (p *weights) Move(rows int) {
	p.commit()
	p.at = max(0, min(p.at+rows, p.len()-1))
}

// Page moves by screens.
func (p *weights) Page(n int) { p.Move(n * max(1, p.h-1)) }

// Home goes to the first line.
func (p *weights) Home() { p.Move(-p.len()) }

// End goes to the last one.
func (p *weights) End() { p.Move(p.len()) }

// Left and Right turn what is at the cursor down and up.
func (p *weights) Left() { p.turn(-1) }

// Right is Left's other way.
func (p *weights) Right() { p.turn(1) }

func (p *weights) turn(by int64) {
	p.commit()
	p.moved = true
	switch n := p.number(); {
	case p.at == atObjective && p.objective == mentoring.MostPoints:
		p.objective = mentoring.MostParticipants
	case p.at == atObjective:
		p.objective = mentoring.MostPoints
		if p.fairness.Goes(p.objective) != nil {
			p.fairness = ""
		}
	case p.at == atFairness:
		p.fairness = turnFairness(p.fairness, p.objective, int(by))
	case n == nil:
		p.keep = !p.keep
	case n.given != "":
	case n.off:
		n.off = by < 0
	case p.at == atFloor && by < 0 && n.now <= 0:
		n.off = true
	default:
		n.now += by * p.step
	}
}

// commit takes over what was typed; it says what is wrong with it.
func (p *weights) commit() (why string) {
	if !p.typing {
		return ""
	}
	n, typed := p.number(), strings.ReplaceAll(p.typed, ",", ".")
	p.typing, p.typed = false, ""
	if n == nil || n.given != "" {
		return ""
	}
	if typed == "" {
		n.off = p.at == atFloor
		return ""
	}
	v, err := mentoring.ParsePoints(typed)
	switch {
	case err != nil:
		return fmt.Sprintf("“%s” is not a number of points", text.Clean(typed))
	case v%p.step != 0:
		return fmt.Sprintf("points go by %s in this program; %s does not", short(p.step), short(v))
	}
	n.now, n.off, p.moved = v, false, true
	return ""
}

// update types into the number at the cursor.
func (p *weights) update(msg tea.Msg) {
	press, ok := msg.(tea.KeyPressMsg)
	n := p.number()
	if !ok || n == nil || n.given != "" {
		if c, is := msg.(page.Click); is && c.Y >= p.head {
			p.Move(c.Y - p.head + p.top - p.at)
		}
		return
	}
	switch k := press.String(); {
	case strings.Contains("0123456789.,-", k) && len(k) == 1 && len(p.typed) < 9:
		p.typed, p.typing = p.typed+k, true
	case k == "backspace" && p.typing:
		p.typed = p.typed[:max(0, len(p.typed)-1)]
	case k == "backspace":
		p.typed, p.typing = "", true
	}
}

// adjust is what the panel does to the input of a run.
func (p *weights) adjust() func(*mentoring.Input) {
	objective, fairness, floor, list := p.objective, p.fairness, p.floor, slices.Clone(p.list)
	return func(in *mentoring.Input) {
		in.Settings.Objective, in.Settings.Fairness, in.Settings.Floor = objective, fairness, nil
		if !floor.off {
			in.Settings.Floor = &floor.now
		}
		for i := range in.Settings.Criteria {
			c := &in.Settings.Criteria[i]
			for _, w := range list {
				if w.name == mentoring.CriterionName(*c) && w.given == "" {
					c.Points = w.now
				}
			}
		}
	}
}

// edits are what keeping the settings writes.
func (p *weights) edits() []store.Edit {
	var out []store.Edit
	own := map[string]string{}
	if string(p.objective) != p.set.program.Values["objective"] {
		own["objective"] = string(p.objective)
	}
	if string(p.fairness) != p.set.program.Values["fairness"] {
		own["fairness"] = string(p.fairness)
	}
	if p.floor.off == p.floorWas || !p.floor.off && p.floor.now != p.floor.was {
		own["floor"] = ""
		if !p.floor.off {
			own["floor"] = mentoring.FormatPoints(p.floor.now)
		}
	}
	if len(own) > 0 {
		out = append(out, store.Edit{Kind: "program", ID: p.set.program.ID, Version: p.set.program.Version, Values: own})
	}
	for _, w := range p.list {
		if w.now != w.was {
			out = append(out, store.Edit{Kind: "criterion", ID: w.rec.ID, Version: w.rec.Version, Values: map[string]string{"points": mentoring.FormatPoints(w.now)}})
		}
	}
	return out
}

// mostNamed is how many changes the name of a run lists.
const mostNamed = 3

// differs is what the run is called after its number: what was changed for it,
// and how its settings differ from what the program said.
func (p *weights) differs(says string) string {
	var out []string
	if says != "" {
		out = append(out, says)
	}
	if string(p.objective) != p.set.program.Values["objective"] {
		out = append(out, string(p.objective))
	}
	if string(p.fairness) != p.set.program.Values["fairness"] {
		out = append(out, orElse(string(p.fairness), "no fairness"))
	}
	for _, w := range p.list {
		if w.now != w.was {
			out = append(out, w.name+" "+short(w.now))
		}
	}
	switch {
	case p.floor.off && p.floorWas:
		out = append(out, "no floor")
	case !p.floor.off && (!p.floorWas || p.floor.now != p.floor.was):
		out = append(out, "floor "+short(p.floor.now))
	}
	if more := len(out) - mostNamed; more > 0 {
		out = append(out[:mostNamed], fmt.Sprintf("%d more", more))
	}
	return text.Cut(text.Clean(strings.Join(out, ", ")), 100)
}

func (p *weights) actions() []page.Action {
	step := "by " + short(p.step)
	acts := page.Nav(p)
	for _, a := range page.Columns(p) {
		switch a.Keys()[0] {
		case "left":
			a = a.Hinted(8)
			a.Name = "Turn down " + step
			a.SetHelp("← →", "less, more")
		default:
			a.Name = "Turn up " + step
		}
		acts = append(acts, a)
	}
	return append(acts, page.Act("Back to what the program says", "reset", func() tea.Cmd {
		*p = *newWeights(p.env, p.set, nil)
		return nil
	}, "o").Hinted(5))
}
