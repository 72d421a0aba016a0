package demo

import (
	"slices"
	"strings"
)

// stretchPlan is a stretch assignment as a sponsor words it; days count from today. A
// dash in the name stands for its first skill.
type stretchPlan struct {
	name, kind, state, family string
	skills                    []string // with "+" before those to bring along
	places, hours             int
	from, to, applyBy         int32
	grade                     int // from this one on; 0 any
	potential                 bool
	aim                       int // -1 for none
	about, outcome            string
}

func stretchPlans() []stretchPlan {
	return []stretchPlan{
		{"Find out why sensors drift in frost", "lead a project", "running", "Engineering", []string{"Project management", "+Sensor calibration"}, 2, 6, -48, 60, -62, 2, false, launchAim, "Six sites, one winter, and a note that any depot can follow.", ""},
		{"Guide two trainees through their first year", "mentor a junior", "running", "Customer care", []string{"Coaching"}, 1, 3, -70, 110, -85, 3, true, leadersAim, "Meet each of them once a week, and tell the desk what they lack.", ""},
		{"Shorten the customs course", "improve a training", "open", "Operations", []string{"Course design", "+Customs papers"}, 2, 4, 24, 120, 14, 2, false, launchAim, "Nobody finishes it in the week that it takes. Make it two days.", ""},
		{"Lead the move of the night desk", "lead a project", "open", "Customer care", []string{"Leading change", "Project management"}, 1, 8, 40, 190, 21, 3, true, leadersAim, "A desk of fourteen moves into another building without a night off.", ""},
		{"Halve the time until an invoice is right", "improve a process", "open", "Finance and law", []string{"Lean improvement"}, 2, 5, 18, 100, 5, 0, false, -1, "One invoice in nine is sent twice.", ""},
		{"Speak for the company at the growers' fair", "other", "draft", "Sales", []string{"Presenting", "Trade fairs"}, 1, 3, 75, 100, 50, 0, true, -1, "A talk of twenty minutes, and two days at the stand.", ""},
		{"Hand-out for the first week", "improve a training", "closed", "People", []string{"Writing clearly"}, 2, 3, -230, -120, -245, 0, false, leadersAim, "What one asks in the first week, answered on four pages.", "In use since spring; the desk counts a third fewer questions."},
		{"Trial of the quiet warehouse", "lead a project", "closed", "Operations", []string{"Project management"}, 1, 6, -260, -140, -280, 3, true, -1, "Eight weeks in which one aisle works without announcements.", "Two of three shifts want to keep it."},
		{"Second supplier for seals", "improve a process", "cancelled", "Operations", []string{"Purchasing", "Negotiation"}, 1, 4, -60, 20, -75, 3, false, -1, "Find one, and test it.", "The first supplier doubled its stock instead."},
	}
}

// stretch is a stretch assignment with those who applied.
type stretch struct {
	stretchPlan
	sponsor      int32
	team         int
	skills       []known // with the level to bring along
	reach        []int
	applications []application
}

type application struct {
	person                int32
	origin, state, reason string
	motivation, outcome   string
	date, decided         int32
	begun, ended          int32
	score                 int
	sessions              []session
}

// stretches are the assignments of the company, those of its departments alone.
func (w *writer) stretches() []stretch {
	if w.staff() < rotationFrom {
		return nil
	}
	pool := w.shuffled(w.roll(ofStretch, 0))
	taken := map[int32]bool{}
	var out []stretch
	for k, p := range stretchPlans() {
		t := w.department(p.family)
		if t < 0 {
			continue
		}
		d := w.roll(ofStretch, k+1)
		s := stretch{stretchPlan: p, team: t, sponsor: w.teams[t].lead}
		for _, name := range p.skills {
			name, along := strings.CutPrefix(name, "+")
			x := known{skill: w.skillAt[name]}
			if along {
				x.level = 2
			}
			s.skills, s.reach = append(s.skills, x), append(s.reach, 3)
		}
		s.applications = w.applicants(d, &s, pool, taken)
		out = append(out, s)
	}
	return out
}

// applicants are people with what it takes; some were proposed.
func (w *writer) applicants(d dice, s *stretch, pool []int, taken map[int32]bool) []application {
	want := s.places + d.between(1, 3)
	if s.state == "draft" {
		return nil
	}
	var out []application
	for _, i := range pool {
		p := w.people[i]
		if len(out) == want {
			break
		}
		if taken[int32(i)] || p.left != 0 || p.leads || int(p.grade) < max(s.grade, 1) || p.grade > 5 || w.today+s.from-p.hired < 150 || !w.learns(i, s) {
			continue
		}
		taken[int32(i)] = true
		out = append(out, w.apply(d, s, int32(i), len(out)))
	}
	return out
}

// learns says whether somebody brings what an assignment needs, and has something to
// learn from it.
func (w *writer) learns(i int, s *stretch) bool {
	have, learns := w.levelsOf(i), false
	for k, x := range s.skills {
		level := levelIn(have, x.skill)
		if level < x.level {
			return false
		}
		learns = learns || level < s.reach[k] && w.wishes(i, x.skill)
	}
	return learns
}

// wishes says whether somebody wants to learn a skill, or needs it for their role.
func (w *writer) wishes(i, skill int) bool {
	return slices.ContainsFunc(w.skillWishesOf(i), func(x wish) bool { return x.of == skill }) || w.roll(ofStretch, -i-1).chance(20)
}

func (w *writer) apply(d dice, s *stretch, i int32, n int) application {
	a := application{person: i, origin: "applied", state: "open", date: min(w.today-int32(d.between(1, 5)), w.today+s.applyBy-int32(d.between(2, 20)))}
	a.motivation = pick(d, []string{"I have seen how it goes wrong, and would like to be the one who changes it.", "I want to know whether leading is for me.", "It is next to my work, and I would learn what I lack.", ""})
	if n == 2 {
		a.origin, a.motivation = "proposed", ""
	}
	decided := workday(w.today+s.from-int32(d.between(6, 9)), -1)
	switch {
	case s.state == "cancelled":
		a.state, a.decided, a.reason = "declined", decided, "the assignment was called off"
	case s.state == "open" && n == 1:
		a.state, a.decided, a.reason = "withdrawn", max(a.date, workday(w.today-1, -1)), "no time before the summer"
	case s.state == "open":
	case n >= s.places:
		a.state, a.decided, a.reason = "declined", decided, "others bring more of what it needs; please apply again"
	default:
		w.does(d, s, &a, n, decided)
	}
	return a
}

// does is the work of somebody who was accepted.
func (w *writer) does(d dice, s *stretch, a *application, n int, decided int32) {
	a.decided, a.begun, a.state = decided, workday(w.today+s.from, 1), "running"
	until := w.today
	if s.state == "closed" {
		a.state, a.ended, a.score = "done", workday(w.today+s.to, -1), 3+d.weighted(20, 45, 35)
		a.outcome = pick(d, []string{"Led it to its end, and wrote down what to do otherwise.", "Kept to the day, and shared the praise."})
		if n == 1 {
			a.state, a.ended, a.score, a.outcome, a.reason = "broken off", workday(a.begun+40, -1), 2, "", "changed teams in the middle of it"
		}
		until = a.ended
	}
	hour := 60 * d.between(9, 16)
	for day := a.begun + 21; day < until; day += 21 {
		x := session{date: workday(day, -1), time: hour, minutes: 45, state: "held", notes: maybe(d, 55, "Half of the sites have answered; the others get a call.", "Scope cut to what three hours a week can carry.", "The sponsor opens the door to the depot leads.")}
		if d.chance(10) {
			x.state, x.notes = "missed", ""
		}
		a.sessions = append(a.sessions, x)
	}
	if a.ended == 0 {
		a.sessions = append(a.sessions, session{date: workday(w.today+int32(d.between(3, 12)), 1), time: hour, minutes: 45, state: "planned"})
	}
}
