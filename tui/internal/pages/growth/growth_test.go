package growth_test

import (
	"fmt"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/demo"
	"understudy/store/storetest"
	"understudy/tui/internal/page"
	"understudy/tui/internal/pages/growth"
	"understudy/tui/internal/tuitest"
)

func company(t *testing.T) *store.Store {
	t.Helper()
	s := storetest.New(t)
	if _, err := demo.Fill(t.Context(), s, demo.Options{People: 240}); err != nil {
		t.Fatal(err)
	}
	return s
}

// The grid shows how many stand where and nobody's name; Enter shows the names.
func TestTheGridCountsAndNamesNobody(t *testing.T) {
	s := company(t)
	d := tuitest.Page(t, growth.New(s, tuitest.Styles(), storetest.Clock), 120, 36)
	list, err := s.Potentials(t.Context(), store.PotentialFilter{})
	if err != nil || len(list) == 0 {
		t.Fatal(list, err)
	}
	count := map[[2]store.Third]int{}
	for _, p := range list {
		count[[2]store.Third{p.Performance.Third, p.Judgement.Potential.Third}]++
		d.Lacks(p.Employee)
	}
	d.Press("g left left") // low performance, high potential
	for row := range 3 {
		for col := range 3 {
			at := [2]store.Third{store.Low + store.Third(col), store.High - store.Third(row)}
			want := fmt.Sprintf("%d people", count[at])
			if count[at] == 1 {
				want = "1 person"
			}
			d.Has(fmt.Sprintf("Performance %s, potential %s", at[0], at[1]), want)
			d.Press("right")
		}
		d.Press("left left down")
	}
	for _, p := range list {
		if p.Performance.Third != store.High || p.Judgement.Potential.Third != store.Medium {
			continue
		}
		d.Press("g down right right enter").Has(strings.Fields(p.Employee)[0])
		return
	}
	t.Fatal("nobody to look for: another demo")
}

// A judgement by every criterion is one change, needs its evidence, and moves the person.
func TestJudgingNeedsEvidenceAndIsOneChange(t *testing.T) {
	s := storetest.New(t)
	add := func(kind string, kv ...string) int64 {
		v := map[string]string{}
		for i := 0; i < len(kv); i += 2 {
			v[kv[i]] = kv[i+1]
		}
		return storetest.Add(t, s, kind, v)
	}
	ada := add("employee", "name", "Ada Lovelace")
	results := add("potential criterion", "axis", "performance", "name", "Results")
	add("potential criterion", "axis", "potential", "name", "Learns fast")
	add("potential rating", "employee_id", "Ada Lovelace", "criterion_id", "Results", "score", "1", "evidence", "missed two dates", "date", "2026-01-05")
	before := storetest.Dump(t, s)
	d := tuitest.Page(t, growth.New(s, tuitest.Styles(), storetest.Clock), 100, 30)
	d.Has("not judged in full, or to be looked at anew: 1").Lacks("Ada")
	d.Press("G enter").Has("Ada Lovelace", "missed two dates", "judge by the criteria").Press("a").Has("Judge Ada Lovelace", "Results", "Learns fast")
	d.Press("tab").Type("high").Press("enter ctrl+s").Has("say what was seen") // a score without its evidence
	d.Type("shipped it alone").Press("tab").Type("high").Press("enter").Type("a new language in a month").Press("ctrl+s")
	list, err := s.Potentials(t.Context(), store.PotentialFilter{})
	if err != nil || len(list) != 1 || list[0].EmployeeID != ada || list[0].Performance.Third != store.High || list[0].Judgement.Potential.Third != store.High {
		t.Fatalf("%+v %v", list, err)
	}
	if v := list[0].Performance.Scores[0]; v.Criterion.ID != results || v.Evidence != "shipped it alone" || v.Date != s.Today() {
		t.Fatalf("%+v", v)
	}
	d.Press("esc").Has("not judged in full, or to be looked at anew: 0").Press("g right right").Has("1 person")
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if storetest.Dump(t, s) != before {
		t.Fatal("judging by two criteria was more than one change")
	}
	d.Send(page.Changed{})
	d.Has("looked at anew: 1")
}

// What has expired comes first; renewing it adds a row and leaves the old one.
func TestAQualificationIsRenewed(t *testing.T) {
	s := storetest.New(t)
	storetest.Add(t, s, "employee", map[string]string{"name": "Ada Lovelace"})
	storetest.Add(t, s, "certificate", map[string]string{"name": "First aid", "months": "24"})
	storetest.Add(t, s, "certificate", map[string]string{"name": "Fork lift"})
	storetest.Add(t, s, "qualification", map[string]string{"employee_id": "Ada Lovelace", "certificate_id": "Fork lift", "obtained": "2020-02-29"})
	storetest.Add(t, s, "qualification", map[string]string{"employee_id": "Ada Lovelace", "certificate_id": "First aid", "obtained": "2024-02-29"})
	d := tuitest.Page(t, growth.New(s, tuitest.Styles(), storetest.Clock), 120, 30)
	d.Press("tab").Has("expired", "2026-02-28", "valid")
	d.Press("o").Has("First aid").Lacks("Fork lift").Press("enter").Has("Renew First aid of Ada Lovelace").Press("ctrl+s")
	d.Has("No qualification has expired or expires soon").Press("o").Has(string(s.Today().AddMonths(24))).Lacks("expired  ")
	recs, err := s.List(t.Context(), "qualification", store.ListFilter{})
	if err != nil || len(recs) != 3 {
		t.Fatal(recs, err)
	}
	d.Press("d")
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if recs, err = s.List(t.Context(), "qualification", store.ListFilter{}); err != nil || len(recs) != 3 {
		t.Fatal("removing could not be undone", recs, err)
	}
}

func TestAnEmptyFileSaysWhatIsMissing(t *testing.T) {
	d := tuitest.Page(t, growth.New(storetest.New(t), tuitest.Styles(), storetest.Clock), 80, 24)
	d.Has("Nobody has been judged yet", "for you alone", "a", "c").Press("c").Has("No potential criteria yet").Press("esc tab").Has("No qualifications yet")
}

// Today names a certificate; the page shows it, and of the grid nothing.
func TestTodayLeadsToACertificate(t *testing.T) {
	s := storetest.New(t)
	storetest.Add(t, s, "certificate", map[string]string{"name": "First aid"})
	var last int64
	for _, n := range []string{"Ada", "Bo", "Cy"} {
		storetest.Add(t, s, "employee", map[string]string{"name": n})
		last = storetest.Add(t, s, "qualification", map[string]string{"employee_id": n, "certificate_id": "First aid", "obtained": "2024-01-01", "expires": "2026-05-01"})
	}
	d := tuitest.Page(t, growth.New(s, tuitest.Styles(), storetest.Clock), 120, 30)
	d.Send(page.Arrived{Arg: store.Attention{Kind: "expires", Qualification: last}})
	d.Has("[Qualifications]", "▌  Cy ")
}

// The words below the nine stand in the middle of their columns.
func TestTheAxisIsCentredUnderItsColumns(t *testing.T) {
	s := company(t)
	bar := []rune(tuitest.Styles().Glyph.Bar)[0]
	for _, w := range []int{60, 80, 120, 200} {
		d := tuitest.Page(t, growth.New(s, tuitest.Styles(), storetest.Clock), w, 36)
		var bars []int
		var axis []rune
		for line := range strings.Lines(d.Frame()) {
			r := []rune(line)
			if strings.HasPrefix(line, "high ") && bars == nil {
				for x, c := range r {
					if c == bar && len(bars) < 3 {
						bars = append(bars, x)
					}
				}
			}
			if strings.Contains(line, "low") && strings.Contains(line, "medium") && strings.Contains(line, "high") {
				axis = r
			}
		}
		if len(bars) != 3 || axis == nil {
			t.Fatalf("%d columns: no grid\n%s", w, d.Frame())
		}
		size := bars[1] - bars[0]
		for i, word := range []string{"low", "medium", "high"} {
			at := len([]rune(string(axis)[:strings.Index(string(axis), word)]))
			left, right := at-(bars[i]-size+1), bars[i]-(at+len(word))
			if d := left - right; d < -1 || d > 1 {
				t.Errorf("%d columns: %d cells left of %q, %d right\n%s", w, left, word, right, string(axis))
			}
		}
	}
}

// A click on what is said beside the list leaves the cursor where it is.
func TestAClickOnTheDetailSelectsNobody(t *testing.T) {
	s := company(t)
	d := tuitest.Page(t, growth.New(s, tuitest.Styles(), storetest.Clock), 120, 36).Press("down left enter")
	before := d.Frame()
	y := 0
	for i, line := range strings.Split(before, "\n") {
		if strings.HasPrefix(line, "▌") {
			y = i + 1
		}
	}
	if d.Click(90, y).Frame() != before {
		t.Errorf("the cursor moved:\n%s", d.Frame())
	}
	if d.Click(10, y).Frame() == before {
		t.Fatal("one person alone stands there: another cell")
	}
}
