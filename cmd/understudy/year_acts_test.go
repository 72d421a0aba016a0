package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

const yearProgram = "House mentoring"

// year is a coordinator at work: every act is a command, and is written into the ledger.
type year struct {
	*terminalless
	ledger
	size     yearSize
	dir      string
	rng      *rand.Rand
	people   map[string]yearPerson
	declined map[[2]string]bool // mentee, mentor
	// the newest scenario there was when they were
	declinedIn map[[2]string]int64
	secrets    map[string]string // private notes and untold stories, and one whom each is about
	told       []printed         // by commands that may not tell secrets
}

type printed struct{ command, text string }

func newYear(t *testing.T, size yearSize) *year {
	y := &year{
		terminalless: newRunner(t), ledger: ledger{left: map[string]string{}, silent: map[string]string{}},
		size: size, dir: t.TempDir(), rng: rand.New(rand.NewPCG(2026, 9)), people: map[string]yearPerson{}, declined: map[[2]string]bool{}, declinedIn: map[[2]string]int64{}, secrets: map[string]string{},
	}
	y.now = func() time.Time {
		d, err := time.Parse(time.DateOnly, y.today)
		if err != nil {
			t.Fatal(err)
		}
		return d.Add(9 * time.Hour)
	}
	y.heard = func(args []string, got told) {
		y.told = append(y.told, printed{strings.Join(args, " "), got.out + got.err})
	}
	return y
}

// on makes it a day.
func (y *year) on(day string) { y.today = day }

// refused runs a command that has to fail, with a status and a text.
func (y *year) refused(status int, says string, args ...string) {
	y.t.Helper()
	got := y.run(y.t.Context(), args...)
	if got.status != status || !strings.Contains(got.err, says) {
		y.t.Errorf("understudy %s: status %d, want %d and “%s”\n%s%s", strings.Join(args, " "), got.status, status, says, got.out, got.err)
	}
}

// privately runs a command that may tell secrets, and returns its data.
func (y *year) privately(args ...string) string {
	y.t.Helper()
	heard := y.heard
	y.heard = nil
	defer func() { y.heard = heard }()
	return y.must(args...)
}

func (y *year) file(name, content string) string {
	y.t.Helper()
	name = filepath.Join(y.dir, name)
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		y.t.Fatal(err)
	}
	return name
}

func (y *year) present() *yearCycle { return last(y.cycles) }

// enrolled writes somebody into the ledger.
func (y *year) enrolled(who, side string, places int, since string) {
	c := y.present()
	c.enrolments = append(c.enrolments, &yearEnrolment{who: who, side: side, places: places, since: cmp.Or(since, y.today)})
}

func (y *year) withdraw(who, side, because string) {
	y.t.Helper()
	y.must("enrol", yearProgram, who, "--as", side, "--withdraw", "--because", because)
	y.present().enrolment(who, side).withdrawn = true
	y.gone(who, "withdrew")
}

// match runs the matching, and sees to it that nobody is proposed whom a rule of the
// world forbids: banned ones, leavers, more than the places.
func (y *year) match(args ...string) (*yearScenario, runJSON) {
	y.t.Helper()
	c := y.present()
	run := read[runJSON](y.terminalless, append([]string{"match", yearProgram}, args...)...)
	s := &yearScenario{id: run.Scenario.ID, name: run.Scenario.Name, state: run.Scenario.State, places: run.Scenario.Places, matched: run.Scenario.Matched, points: thousandths(y.t, run.Scenario.Points)}
	used, asked := map[*yearEnrolment]int{}, 0
	for _, p := range run.Pairs {
		who := [2]string{p.Mentee.Name, p.Mentor.Name}
		s.proposals = append(s.proposals, who)
		if y.declined[who] {
			y.t.Errorf("%s proposes %s to %s again", s.name, who[1], who[0])
		}
		for i, side := range []string{"mentee", "mentor"} {
			e := c.enrolment(who[i], side)
			used[e]++
			if !y.waits(c, e) || used[e] > e.places-c.taken(e) {
				y.t.Errorf("%s proposes %s, who has no place", s.name, who[i])
			}
		}
	}
	for _, e := range c.enrolments {
		if e.side == "mentee" && y.waits(c, e) {
			asked += e.places - c.taken(e)
		}
	}
	left := 0
	for _, u := range run.Unmatched {
		left += u.Places
	}
	if !run.Scenario.Proved || s.places != asked || s.matched != len(run.Pairs) || left != asked-s.matched {
		y.t.Errorf("%+v: %d places are asked for, %d pairs, %d left", run.Scenario, asked, len(run.Pairs), left)
	}
	c.scenarios = append(c.scenarios, s)
	return s, run
}

func thousandths(t *testing.T, n json.Number) int64 {
	t.Helper()
	whole, part, _ := strings.Cut(n.String(), ".")
	v, err := strconv.ParseInt(whole+(part + "000")[:3], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// banish notes that two are never to be proposed to each other again.
func (y *year) banish(mentee, mentor string) {
	who := [2]string{mentee, mentor}
	y.declined[who], y.declinedIn[who] = true, last(y.present().scenarios).id
}

func (y *year) reviewDecline(s *yearScenario, mentee, by, wish string) {
	y.t.Helper()
	i := slices.IndexFunc(s.proposals, func(p [2]string) bool { return p[0] == mentee })
	args := []string{"review", "decline", s.name, mentee + " → " + s.proposals[i][1], "--program", yearProgram, "--by", by, "--because", "worked together for years"}
	if wish != "" {
		args = append(args, "--wish", wish)
	}
	y.must(args...)
	y.banish(mentee, s.proposals[i][1])
}

// publish makes pairs of a scenario: active ones, or proposed ones that both answer.
func (y *year) publishAs(s *yearScenario, state string) []*yearPair {
	y.t.Helper()
	args := []string{"publish", s.name, "--program", yearProgram, "--cycle", y.present().name}
	if state == "proposed" {
		args = append(args, "--proposed")
	}
	y.must(args...)
	made := y.publish(y.present(), s, state)
	for _, got := range read[[]pairJSON](y.terminalless, "pair", "list", "--program", yearProgram, "--running") {
		for _, p := range made {
			if p.label() == got.Mentee.Name+" → "+got.Mentor.Name {
				p.id = got.ID
			}
		}
	}
	return made
}

func (y *year) answer(p *yearPair, by string) {
	y.t.Helper()
	y.must("pair", "accept", p.label(), "--by", by)
	p.agreed[0] = p.agreed[0] || by != "mentor"
	p.agreed[1] = p.agreed[1] || by != "mentee"
	if p.agreed[0] && p.agreed[1] {
		p.begin(y.today)
	}
}

func (y *year) pairDecline(p *yearPair, by string) {
	y.t.Helper()
	y.must("pair", "decline", p.label(), "--by", by, "--because", "no time for this")
	y.end(p, "closed early", "declined")
	y.banish(p.mentee.who, p.mentor.who)
}

// active are the pairs of the present cycle that meet.
func (y *year) active() (out []*yearPair) {
	for _, p := range y.present().pairs {
		if p.state == "active" {
			out = append(out, p)
		}
	}
	return out
}

func (y *year) agree(p *yearPair, every, minutes int) {
	y.t.Helper()
	y.must("pair", "agree", p.label(), "--every", strconv.Itoa(every), "--minutes", strconv.Itoa(minutes), "--topics", "Leading a team")
	p.cadence, p.minutes = every, minutes
}

// planSeries plans sessions and compares the days with those of the ledger.
func (y *year) planSeries(p *yearPair, first string, count int) {
	y.t.Helper()
	days := y.series(p, first, cmp.Or(p.cadence, yearCadence), count)
	got := read[plannedJSON](y.terminalless, "pair", "plan", p.label(), "--first", first, "--count", strconv.Itoa(count))
	y.samePlan(p, got.Days, days)
	y.plan(p, days)
}

func (y *year) samePlan(p *yearPair, got []dayJSON, want []string) {
	y.t.Helper()
	var days []string
	for _, d := range got {
		if d.Skipped == "" {
			days = append(days, d.Date)
		}
	}
	if !slices.Equal(days, want) {
		y.t.Errorf("%s: planned on %v, want %v", p.label(), days, want)
	}
}

// log logs a session of a day; minutes 0 are what was agreed.
func (y *year) log(p *yearPair, day, state string, minutes int, more ...string) *yearSession {
	y.t.Helper()
	args := []string{"session", "log", p.label(), "--date", day, "--state", state}
	if minutes > 0 {
		args = append(args, "--minutes", strconv.Itoa(minutes))
	}
	y.must(append(args, more...)...)
	s := p.settle(day)
	s.day, s.state = day, state
	if s.minutes = minutes; minutes == 0 {
		s.minutes = cmp.Or(p.minutes, yearMinutes)
	}
	return s
}

// fit notes an answer to the fit check, and what follows from it.
func (y *year) fit(p *yearPair, answer string) {
	y.t.Helper()
	words := map[string]string{"good": "good fit", "still": "still deciding", "not": "not a good fit"}
	last(p.is("held")).fit = words[answer]
	switch answer {
	case "good":
		first := dayAfter(y.today, 5)
		days := y.series(p, first, cmp.Or(p.cadence, yearCadence), 3)
		got := read[struct {
			Days []dayJSON `json:"days"`
		}](y.terminalless, "pair", "fit", p.label(), "good", "--plan", "--first", first, "--count", "3")
		y.samePlan(p, got.Days, days)
		y.plan(p, days)
	case "still":
		y.must("pair", "fit", p.label(), "still")
	case "not":
		y.must("pair", "fit", p.label(), "not", "--because", "different aims")
		y.end(p, "closed early", "not a good fit: different aims")
		y.banish(p.mentee.who, p.mentor.who)
	}
}

func (y *year) hold(p *yearPair) {
	y.t.Helper()
	y.must("pair", "hold", p.label(), "--because", "on leave", "--cancel")
	p.state = "on hold"
	for _, s := range p.is("planned") {
		if s.day >= y.today {
			s.state = "cancelled"
		}
	}
}

func (y *year) resume(p *yearPair) {
	y.t.Helper()
	y.must("pair", "resume", p.label())
	p.state = "active"
}

func (y *year) feedbackOf(p *yearPair, side string, score int) {
	y.t.Helper()
	y.must("pair", "feedback", p.label(), "--from", side, "--score", strconv.Itoa(score), "--comment", "as it is")
	p.feedback = slices.DeleteFunc(p.feedback, func(f yearFeedback) bool { return f.side == side && f.day == y.today })
	p.feedback = append(p.feedback, yearFeedback{side, y.today, score})
}

func (y *year) reach(p *yearPair, milestone string) {
	y.t.Helper()
	y.must("pair", "milestone", p.label(), milestone, "--reached", "today")
	for _, m := range p.milestones {
		if m.name == milestone {
			m.reached = y.today
		}
	}
}

func (y *year) rate(who, skill string, level int, source, evidence string) {
	y.t.Helper()
	y.must("rate", who, skill, strconv.Itoa(level), "--source", source, "--evidence", evidence)
	y.ratings = append(y.ratings, yearRating{who, skill, source, y.today, level, evidence != ""})
}

// secret is a text about somebody that no list, report or export may have.
func (y *year) secret(what, who string) string {
	s := fmt.Sprintf("Xyzzy%d %s", len(y.secrets), what)
	y.secrets[s] = who
	return s
}

// close ends a pair with its review.
func (y *year) closeWith(p *yearPair, v yearReview, args ...string) {
	y.t.Helper()
	v.day = y.today
	args = append([]string{"pair", "review", p.ref(), "--outcome", v.outcome, "--learned", "To ask first", "--lessons", strings.Join(v.lessons, "\n")}, args...)
	if v.story != "" {
		args = append(args, "--story", v.story)
	}
	if v.told {
		args = append(args, "--story-consent")
	}
	y.must(args...)
	p.review = &v
	if p.running() {
		y.end(p, "completed", "")
	}
}
