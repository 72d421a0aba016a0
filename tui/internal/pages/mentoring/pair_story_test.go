package mentoring

import (
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
)

// toTab presses Tab until a tab is in front.
func toTab(t *testing.T, d *tuitest.Driver, name string) *tuitest.Driver {
	t.Helper()
	for range 12 {
		if strings.Contains(d.Frame(), "["+name+"]") {
			return d
		}
		d.Press("tab")
	}
	t.Fatalf("there is no tab %s:\n%s", name, d.Frame())
	return nil
}

// published is the little company with its pairs, which just began.
func published(t *testing.T, publish func(*store.Store, int64) error) company {
	t.Helper()
	c := newCompany(t)
	sc, _, err := c.db.Match(t.Context(), c.cycle, store.MatchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := publish(c.db, sc.ID); err != nil {
		t.Fatal(err)
	}
	return c
}

func active(t *testing.T) company {
	t.Helper()
	return published(t, func(s *store.Store, id int64) error { _, _, err := s.Publish(t.Context(), id); return err })
}

// openFirst opens the pair of Ana Souza and Ines Marques.
func openFirst(t *testing.T, c company, w, h int) *tuitest.Driver {
	t.Helper()
	d := c.drive(t, w, h)
	d.Send(page.Arrived{Arg: store.Attention{Pair: 1}})
	return d.Has("Ana Souza and Ines Marq")
}

func pairOf(t *testing.T, s *store.Store, id int64) store.PairRow {
	t.Helper()
	rows, err := s.Pairs(t.Context(), store.PairFilter{ID: id})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	return rows[0]
}

// The life of a pair by keys alone, from publishing to the closing review with a
// rating; then all of it undone.
func TestTheStoryOfAPair(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 40)
	before := storetest.Dump(t, c.db)
	run1(d).Press("P y").Has("4 pairs published").Press("esc")
	toTab(t, d, "Pairs").Has("· 4 too early", "began 0 days ago").Press("enter")
	d.Has("Ana Souza and Ines Marques", "· too early: began 0 days ago; judged after", "none written down; the program says every 14 days for 60 minutes")

	d.Press("T").Has("Terms of Ana Souza").Press("tab 7 tab '45' tab tab 'Public speaking' ctrl+s").Has("every 7 days for 45 minutes · Public speaking")
	d.Press("p").Has("Plan sessions").Type("2026-05-21").Press("tab '10:30' tab tab 4")
	d.Has("4 sessions: Thu 21 May, 28 May, 4 Jun, 11 Jun").Press("ctrl+s").Has("Plan 4 sessions of Ana Souza", "2026-06-11", "Thu 21 May 2026")
	d.Press("m").Has("Log a session").Press("tab 'They talked' tab 'Read the book' ctrl+s").Has("1 session held, 0 missed, 0 h 45 min in all")
	d.Press("I").Has("good fit", "they go on; their sessions are planned next", "kept apart").Press("g ctrl+s").Has("good fit, said on 2026-05-14").Lacks("Plan sessions:")
	d.Press("b").Has("From", "mentee: nothing said yet").Press("tab 4 tab 'She listens' ctrl+s").Has("mentee 4 of 5 on 2026-05-14")

	toTab(t, d, "Milestones").Press("a 'First talk given' ctrl+s space").Has("Milestone reached by Ana Souza")
	toTab(t, d, "Actions").Has("Read the book", "open").Press("space").Has("done").Press("space").Lacks("done  ").Press("space").Has("done")
	toTab(t, d, "Goals").Press("a 'Speak in public' ctrl+s").Has("Speak in public")
	toTab(t, d, "Sessions").Press("g M").Has("Move the session of Thu 21 May 2026", "3 sessions are planned after it")
	d.Type("2026-05-22").Press("tab tab y ctrl+s").Has("2026-05-22", "2026-05-29", "2026-06-12", "Fri 22 May 2026")
	d.Press("D").Has("One that was held is logged").Lacks("was missed").Press("tab 'The room is taken' ctrl+s").Has("cancelled", "Cancelled session of Ana Souza")

	d.Press("H 'Parental leave' ctrl+s").Has("on hold: Parental leave").Press("p").Has("the pair is on hold; H lets it go on").Press("H").Has("active since 2026-05-14")
	d.Press("R").Has("Closing review: Ana Souza", "1 session was held", "Speak in public", "Go now")
	d.Press("r tab r tab 4 tab 'To breathe' tab 3 ctrl+s").Has("completed on 2026-05-14", "outcome", "[Sessions]")
	toTab(t, d, "Review").Has("To breathe")

	p := pairOf(t, c.db, 1)
	if p.State != "completed" || !p.Facts.Reviewed || p.GoalsMet != 1 || p.Held != 1 || p.Minutes != 45 {
		t.Fatalf("%+v", p)
	}
	ratings, err := c.db.List(t.Context(), "rating", store.ListFilter{Parent: p.Mentee.Employee})
	if err != nil || len(ratings) != 1 || ratings[0].Values["level"] != "3" || !strings.Contains(ratings[0].Values["evidence"], "1 mentoring session of pair #1") {
		t.Fatal(ratings, err)
	}
	d.Press("p").Has("the pair meets no more").Press("R").Has("the pair has its closing review")
	undoAll(t, d, c.db, before)
	d.Has("no longer there")
}

// After a good fit with nothing planned, the series is offered at once.
func TestAGoodFitOffersTheSeries(t *testing.T) {
	c := active(t)
	d := openFirst(t, c, 120, 36)
	d.Press("I").Has("no session was held yet; log one").Press("m ctrl+s I g ctrl+s").Has("Plan sessions: Ana Souza", "6 sessions: Thu 28 May")
	d.Press("esc").Lacks("Plan sessions:").Has("good fit, said on")
}

// Not a good fit needs its reason, closes the pair, and leads to where both wait;
// the next run does not propose the two again.
func TestNotAGoodFitLeadsToTheNextRun(t *testing.T) {
	c := active(t)
	before := storetest.Dump(t, c.db)
	d := openFirst(t, c, 120, 36)
	d.Press("m ctrl+s I n ctrl+s").Has("say why it is not a good fit")
	d.Type("different aims").Press("ctrl+s").Has("Leadership, 2026", "[Waiting]", "Fit check of Ana Souza").Lacks("different aims").Press("down").Has("not a good fit")
	p := pairOf(t, c.db, 1)
	if p.State != "closed early" || p.EndReason != "not a good fit: different aims" {
		t.Fatalf("%+v", p)
	}
	waiting, err := c.db.Waiting(t.Context(), c.cycle)
	names := map[string]bool{}
	for _, r := range waiting {
		names[r.Name] = true
	}
	if err != nil || !names["Ana Souza"] || !names["Ines Marques"] {
		t.Fatal(names, err)
	}
	d.Press("r enter").Has("WHY")
	list, err := c.db.Scenarios(t.Context(), c.cycle)
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	for _, s := range list {
		pairs, err := c.db.ScenarioPairs(t.Context(), s.ID)
		again := slices.ContainsFunc(pairs, func(q store.ScenarioPair) bool {
			return q.Mentee == c.enrol["Ana Souza"] && q.Mentor == c.enrol["Ines Marques"]
		})
		if err != nil || again != (s.ID == 1) { // the first run proposed them
			t.Fatal(s.ID, again, err)
		}
	}
	undoAll(t, d, c.db, before)
}

// A proposed pair begins when both have agreed, and is declined with a reason.
func TestAProposedPairIsAcceptedOrDeclined(t *testing.T) {
	c := published(t, func(s *store.Store, id int64) error { _, _, err := s.Propose(t.Context(), id); return err })
	before := storetest.Dump(t, c.db)
	d := openFirst(t, c, 120, 36)
	d.Has("proposed since").Press("p").Has("+ accepts it").Press("+").Has("The pair begins when both have agreed").Press("right ctrl+s").Has("proposed since")
	d.Press("+").Has("Ana Souza agreed on 2026-05-14").Press("ctrl+s").Has("active since 2026-05-14").Press("+").Has("active since")
	d.Send(page.Arrived{Arg: store.Attention{Pair: 2}})
	d = c.drive(t, 120, 36)
	d.Send(page.Arrived{Arg: store.Attention{Pair: 2}})
	d.Press("-").Has("Who declines", "Would rather have").Press("ctrl+s").Has("is needed").Type("no time now").Press("ctrl+s").Has("closed early on 2026-05-14")
	if p := pairOf(t, c.db, 2); p.EndReason != "declined" {
		t.Fatalf("%+v", p)
	}
	if bans, err := c.db.List(t.Context(), "ban", store.ListFilter{}); err != nil || len(bans) != 1 || !strings.Contains(bans[0].Values["reason"], "no time now") {
		t.Fatal(bans, err)
	}
	undoAll(t, d, c.db, before)
}

// The pairs that need somebody stand first, counted by health in words.
func TestPairsStandByTheirHealth(t *testing.T) {
	c := active(t)
	storetest.Add(t, c.db, "session", map[string]string{"pair_id": "#3", "date": "2026-05-14", "state": "held"})
	d := c.drive(t, 140, 36)
	d.Send(page.Arrived{Arg: store.Attention{Cycle: c.cycle}})
	toTab(t, d, "Pairs").Has("? 1 needs check-in   · 3 too early", "fit not asked yet, with 1 session", "I check the fit")
	tuitest.Actions(t, d)
	tuitest.Sweep(t, d)
	d.Resize(140, 36)
	third := pairOf(t, c.db, 3)
	frame := d.Frame()
	if at, other := strings.Index(frame, third.Mentee.Name), strings.Index(frame, "Ana Souza"); at < 0 || third.Mentee.Name != "Ana Souza" && at > other {
		t.Fatal(frame)
	}
	d.Press("C 'moved abroad' ctrl+s").Has("1 closed early").Press("G m").Has("the pair meets no more")
	if p := pairOf(t, c.db, 3); p.State != "closed early" || p.EndReason != "moved abroad" {
		t.Fatalf("%+v", p)
	}
}

// A session is logged from the palette by the names of a pair, wherever the user is.
func TestThePaletteFindsPairsAndLogsTheirSessions(t *testing.T) {
	c := active(t)
	found, err := Find(c.db)(t.Context(), "log ana souza")
	if err != nil || len(found) != 1 || found[0].Name != "Log a session of Ana Souza and Ines Marques" {
		t.Fatal(found, err)
	}
	d := c.drive(t, 120, 36)
	d.Send(page.Arrived{Arg: found[0].To.Arg})
	d.Has("Log a session: Ana Souza and Ines Marques").Press("ctrl+s").Has("Log a session of Ana Souza")
	if p := pairOf(t, c.db, 1); p.Held != 1 {
		t.Fatalf("%+v", p)
	}
	if found, err = Find(c.db)(t.Context(), "ines pair"); err != nil || len(found) != 2 {
		t.Fatal(found, err)
	}
}

// On a low screen the dialog says the next step of the answer that is chosen.
func TestTheFitCheckSaysTheNextStepOnALowScreen(t *testing.T) {
	d := openFirst(t, active(t), 40, 12)
	d.Press("m ctrl+s I").Has("choose one to read").Press("s").Has("asked again after").Press("n").Has("kept apart")
}

func TestWrongSeriesAreRefused(t *testing.T) {
	d := openFirst(t, active(t), 120, 36)
	d.Press("p").Type("2026-01-01").Has("2026-01-01 is over; a session of then is logged").Press("ctrl+s").Has("is over").Press("tab '99:99'")
	d.Press("shift+tab").Type("2026-05-20").Press("ctrl+s").Has("Plan sessions:")
	d.Press("esc esc").Lacks("Plan sessions:").Has("0 missed")
}

// TestPairViewsAtEverySize shows each dialog and tab at every size.
func TestPairViewsAtEverySize(t *testing.T) {
	for name, keys := range map[string]string{
		"page": "", "terms": "T", "plan": "p", "fit": "m ctrl+s I", "feedback": "b", "hold": "H", "close": "C", "review": "R",
		"move": "p ctrl+s M", "settle": "p ctrl+s D", "notes": "tab*5", "milestones": "tab*3",
	} {
		t.Run(name, func(t *testing.T) {
			d := openFirst(t, active(t), 120, 36)
			d.Press(keys)
			tuitest.Actions(t, d)
			tuitest.Sweep(t, d)
		})
	}
}

// A proposed pair does not meet: what would say that it does is off, with the key that
// begins it; and errors call fields as forms do.
func TestAProposedPairIsOnlyAnswered(t *testing.T) {
	c := published(t, func(s *store.Store, id int64) error { _, _, err := s.Propose(t.Context(), id); return err })
	d := openFirst(t, c, 120, 36)
	for _, key := range []string{"a", "m", "p", "R"} {
		d.Press(key).Has("the pair is only proposed; + accepts it")
	}
	d.Press("tab tab a").Has("Add a goal: the pair is only proposed")
	d.Press("+ ctrl+s").Has("active").Press("a").Has("Add goal").Press("esc")
	said := page.InWords(&store.FieldError{Field: "pair_id", Msg: "is only proposed"})
	if said != "Pair: is only proposed" {
		t.Fatal(said)
	}
}

// The next session stands at the top with the cursor on it, then the later ones, then
// those that were, the last of them first.
func TestTheNextSessionComesFirst(t *testing.T) {
	c := active(t)
	for day, state := range map[string]string{"2026-05-14": "held", "2026-05-28": "planned", "2027-03-01": "planned", "2026-06-11": "planned"} {
		storetest.Add(t, c.db, "session", map[string]string{"pair_id": "#1", "date": day, "state": state})
	}
	d := openFirst(t, c, 120, 36)
	frame, at := d.Frame(), 0
	frame = frame[strings.Index(frame, "[Sessions]"):]
	for _, day := range []string{"▌  2026-05-28", "2026-06-11", "2027-03-01", "2026-05-14"} {
		i := strings.Index(frame[at:], day)
		if i < 0 {
			t.Fatalf("%s does not come next:\n%s", day, frame)
		}
		at += i
	}
}

// A closing review rates any skill, not only those of the goals and needs.
func TestAReviewRatesAnySkill(t *testing.T) {
	c := active(t)
	storetest.Add(t, c.db, "session", map[string]string{"pair_id": "#1", "date": "2026-05-14", "state": "held"})
	d := openFirst(t, c, 120, 36)
	d.Press("R r tab tab").Has("Go now", "Another skill").Press("tab 'SQL' enter ctrl+s").Has("say which level they have now")
	d.Press("2 ctrl+s").Has("completed on 2026-05-14")
	skills, err := c.db.EmployeeSkills(t.Context(), pairOf(t, c.db, 1).Mentee.Employee)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(skills, func(s store.SkillRow) bool { return s.Rated && s.Level == 2 && s.Skill == "SQL" }) {
		t.Fatalf("%+v", skills)
	}
}
