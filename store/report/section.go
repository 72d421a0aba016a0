package report

import (
	"fmt"
	"strconv"
	"strings"

	"understudy/store"
)

// Section is one part of a document. Markdown, HTML and the screen are made of the same
// sections, so that they cannot tell different numbers.
type Section struct {
	Title  string
	About  string
	Tables []Table
	Items  []string
	Tales  []Tale
}

// Table has a heading for each column; all but the first are right-aligned where
// Numbers is set.
type Table struct {
	Heads   []string
	Rows    []Row
	Numbers bool
}

// Row is one line of a table. Share is what part of the whole it is, in percent, drawn
// as a bar; -1 for no bar.
type Row struct {
	Cells []string
	Share int
}

// Tale is a text of some lines under a title of its own.
type Tale struct {
	Title string
	Lines []string
}

// Title is what the document is called.
func (r *Report) Title() string { return "Mentoring report: " + r.Program }

// Span says of which cycles and until when.
func (r *Report) Span() string {
	var names []string
	for _, c := range r.Cycles {
		name := fmt.Sprintf("%s (%s, from %s", c.Name, c.State, c.Starts)
		if c.Ends != "" {
			name += " to " + string(c.Ends)
		}
		names = append(names, name+")")
	}
	if len(names) == 0 {
		return "The program has no cycle yet. As of " + string(r.On) + "."
	}
	return strings.Join(names, "; ") + ". As of " + string(r.On) + "."
}

// Sections are the parts of the document, in their order.
func (r *Report) Sections() []Section {
	return []Section{r.people(), r.matching(), r.together(), r.meetingsDone(), r.reached(), r.said(), r.ended(), r.lessons(), r.told()}
}

func (r *Report) people() Section {
	t := Table{Heads: []string{"", "Enrolled", "People", "Places", "Placed", "Waiting", "Open places", "Back on the list", "Withdrawn", "Open at the close"}, Numbers: true}
	for _, s := range []struct {
		name string
		Side
	}{{"Mentees", r.Mentees}, {"Mentors", r.Mentors}} {
		t.Rows = append(t.Rows, numbers(s.name, s.Enrolled, s.People, s.Places, s.Placed, s.Waiting, s.Open, s.Returned, s.Withdrawn, s.Without))
	}
	return Section{Title: "Who takes part", Tables: []Table{t}}
}

func (r *Report) matching() Section {
	s := Section{Title: "Matching", About: count(r.Scenarios, "scenario", "scenarios") + " made, " + strconv.Itoa(len(r.Published)) + " published."}
	if len(r.Published) == 0 {
		return s
	}
	t := Table{Heads: []string{"Published scenario", "Cycle", "Result", "Places filled", "Points", "Pairs made"}}
	for _, p := range r.Published {
		t.Rows = append(t.Rows, Row{[]string{
			p.Name, p.Cycle, p.State, fmt.Sprintf("%d of %d", p.Matched, p.Places), store.FormatPoints(p.Points), strconv.Itoa(p.Pairs),
		}, -1})
	}
	s.Tables = []Table{t}
	return s
}

func (r *Report) together() Section {
	p, h := r.Pairs, r.Health
	return Section{Title: "Pairs", About: count(p.All, "pair", "pairs") + " in all.", Tables: []Table{
		shares("State", p.All, named{"active", p.Active}, named{"proposed", p.Proposed}, named{"on hold", p.OnHold}, named{"completed", p.Completed}, named{"closed early", p.ClosedEarly}),
		shares("Health of the active ones", p.Active, named{"on track", h.OnTrack}, named{"too early", h.TooEarly}, named{"needs check-in", h.NeedsCheckIn}, named{"stalled", h.Stalled}),
	}}
}

func (r *Report) meetingsDone() Section {
	s := r.Sessions
	return Section{
		Title: "Sessions", About: fmt.Sprintf("%s of mentoring in %s.", count(s.Minutes, "minute", "minutes"), count(s.Held, "held session", "held sessions")),
		Tables: []Table{shares("State", s.Planned+s.Held+s.Missed+s.Cancelled, named{"held", s.Held}, named{"planned", s.Planned}, named{"missed", s.Missed}, named{"cancelled", s.Cancelled})},
	}
}

func (r *Report) reached() Section {
	g, a, m := r.Goals, r.Actions, r.Milestones
	t := Table{Heads: []string{"", "Reached or done", "Open", "Past their day", "Dropped"}, Numbers: true, Rows: []Row{
		{[]string{"Goals", strconv.Itoa(g.Reached), strconv.Itoa(g.Open), "", strconv.Itoa(g.Dropped)}, -1},
		{[]string{"Actions", strconv.Itoa(a.Reached), strconv.Itoa(a.Open), "", strconv.Itoa(a.Dropped)}, -1},
		{[]string{"Milestones", strconv.Itoa(m.Reached), strconv.Itoa(m.Open), strconv.Itoa(m.Overdue), ""}, -1},
	}}
	n := r.Gains
	return Section{Title: "What was reached", Tables: []Table{t}, About: fmt.Sprintf(
		"%s with evidence for %s in a pair; %d above any before, by %s.",
		count(n.Ratings, "rating", "ratings"), count(n.People, "mentee", "mentees"), n.Raised, count(n.Levels, "level", "levels"))}
}

func (r *Report) said() Section {
	f := r.Fit
	t := Table{Heads: []string{"Feedback, 1 poor to 5 very good", "Answers", "Mean"}, Numbers: true}
	for _, s := range []struct {
		name string
		Scores
	}{{"Mentees", r.Feedback.Mentees}, {"Mentors", r.Feedback.Mentors}} {
		mean := "–"
		if s.Count > 0 {
			mean = strconv.FormatFloat(s.Mean, 'f', 2, 64)
		}
		t.Rows = append(t.Rows, Row{[]string{s.name, strconv.Itoa(s.Count), mean}, -1})
	}
	return Section{Title: "What they said", Tables: []Table{
		shares("Fit check", f.Good+f.Deciding+f.NotGood, named{"good fit", f.Good}, named{"still deciding", f.Deciding}, named{"not a good fit", f.NotGood}), t,
	}}
}

func (r *Report) ended() Section {
	o := r.Outcomes
	s := Section{Title: "How pairs ended", Tables: []Table{
		shares("Closing reviews", o.Reached+o.PartlyReached+o.NotReached, named{"reached", o.Reached}, named{"partly reached", o.PartlyReached}, named{"not reached", o.NotReached}),
	}}
	if o.Missing > 0 {
		s.About = count(o.Missing, "completed pair has", "completed pairs have") + " no closing review."
	}
	if len(r.Endings) > 0 {
		var all []named
		for _, e := range r.Endings {
			reason := e.Reason
			if reason == "" {
				reason = "no reason given"
			}
			all = append(all, named{reason, e.Pairs})
		}
		s.Tables = append(s.Tables, shares("Closed early because", r.Pairs.ClosedEarly, all...))
	}
	return s
}

func (r *Report) lessons() Section {
	if len(r.Lessons) == 0 {
		return Section{Title: "Lessons", About: "None noted yet."}
	}
	return Section{Title: "Lessons", Items: r.Lessons}
}

func (r *Report) told() Section {
	s := Section{Title: "Success stories"}
	if len(r.Stories) == 0 {
		s.About = "None that may be told."
	}
	for _, v := range r.Stories {
		s.Tales = append(s.Tales, Tale{v.Mentee + " and " + v.Mentor + " (" + v.Cycle + ")", strings.Split(v.Text, "\n")})
	}
	return s
}

type named struct {
	name string
	n    int
}

// shares is a table of counts with what part of all each is.
func shares(head string, all int, counts ...named) Table {
	t := Table{Heads: []string{head, "Number"}, Numbers: true}
	for _, c := range counts {
		r := numbers(c.name, c.n)
		r.Share = 0
		if all > 0 {
			r.Share = (200*c.n + all) / (2 * all)
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

func numbers(name string, counts ...int) Row {
	r := Row{Cells: []string{name}, Share: -1}
	for _, n := range counts {
		r.Cells = append(r.Cells, strconv.Itoa(n))
	}
	return r
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
