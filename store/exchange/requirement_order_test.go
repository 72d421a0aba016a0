package exchange_test

import (
	"strings"
	"testing"

	"understudy/store/exchange"
	"understudy/store/storetest"
)

const analysts = "role,role level,skill,level\nAnalyst,Lead analyst,SQL,3\nAnalyst,Analyst,SQL,2\nAnalyst,Head,SQL,4\nWriter,Writer,Words,2\n"

func TestTheOrderOfNewLevelsIsTakenFromWhoKnowsIt(t *testing.T) {
	slow(t)
	for name, c := range map[string]struct {
		file, order string // order is a file, or rows
		want        string
	}{
		"rows":                     {analysts, "rows", "Lead analyst, Analyst, Head"},
		"a file":                   {analysts, "role,role level\nAnalyst,Analyst\nAnalyst,Lead analyst\nanalyst,HEAD\nOther,Role\n", "Analyst, Lead analyst, Head"},
		"a file with ranks":        {analysts, "Role,Role level,Rank\nAnalyst,Head,30\nAnalyst,Analyst,10\nAnalyst,Lead analyst,20\n", "Analyst, Lead analyst, Head"},
		"a rank in every row":      {"role,role level,rank,skill,level\nAnalyst,Head,9,SQL,3\nAnalyst,Analyst,2,SQL,3\n", "", "Analyst, Head"},
		"only one level, no order": {"role,role level,skill,level\nAnalyst,Analyst,SQL,3\n", "", "Analyst"},
	} {
		st := sound(t)
		var opt exchange.Options
		if c.order == "rows" {
			opt.Order = exchange.OrderRows
		} else if c.order != "" {
			opt.LevelOrder = read(t, c.order)
		}
		p := load(t, st, "requirements", c.file, opt)
		if got := ranksOf(t, st, "Analyst"); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if noted := strings.Contains(strings.Join(p.Notes, ""), "3 new role levels rank by the order of the rows"); noted != (c.order == "rows") {
			t.Errorf("%s: %q", name, p.Notes)
		}
	}
}

func TestNewLevelsAmongKnownOnesGoAboveThemOrAreAskedFor(t *testing.T) {
	slow(t)
	st := sound(t)
	storetest.Add(t, st, "role", map[string]string{"name": "Analyst"})
	storetest.Add(t, st, "role level", map[string]string{"role_id": "Analyst", "name": "Analyst", "rank": "3"})
	const ask = "people.csv:2: role level: nothing says which of the 3 levels of “Analyst” is the lowest; add a column rank"
	for _, c := range []struct{ order, want string }{
		{"", ask},
		{"role,role level\nAnalyst,Lead analyst\nAnalyst,Analyst\nAnalyst,Head\n", "people.csv:2: the level “Analyst” has a rank already and would have to move above “Lead analyst” of “Analyst”; list each"},
		{"role,role level\nAnalyst,Analyst\nAnalyst,Head\n", "people.csv:2: the order file does not list the level “Lead analyst” of “Analyst”; list each of its levels in people.csv"},
		{"role,role level\nAnalyst,Head\nAnalyst,Head\n", "people.csv:1: the order file people.csv lists “Analyst: Head” twice, the second time on line 3; give it"},
		{"role,steps\nAnalyst,Head\n", "people.csv:1: the order file people.csv has no columns role and role level; give it"},
		{"role,role level,rank\nAnalyst,Head,top\n", "people.csv:1: the order file people.csv has no rank from 1 on line 2: “top”; give it"},
	} {
		var opt exchange.Options
		if c.order != "" {
			opt.LevelOrder = read(t, c.order)
		}
		if p := plan(t, st, "requirements", analysts, opt); len(p.Problems) != 1 || !strings.HasPrefix(p.Problems[0].String(), c.want) {
			t.Errorf("%q, want %q", p.Problems, c.want)
		}
	}
	load(t, st, "requirements", analysts, exchange.Options{LevelOrder: read(t, "role,role level\nAnalyst,Analyst\nAnalyst,Lead analyst\nAnalyst,Head\n")})
	if got := ranksOf(t, st, "Analyst"); got != "Analyst, Lead analyst, Head" {
		t.Error(got)
	}
}

func TestAnExportOfRequirementsNeedsNobodyToOrderItsLevels(t *testing.T) {
	slow(t)
	from, to := sound(t), sound(t)
	load(t, from, "requirements", analysts, exchange.Options{LevelOrder: read(t, "role,role level\nAnalyst,Head\nAnalyst,Analyst\nAnalyst,Lead analyst\n")})
	out := export(t, from, "requirements", exchange.CSV, exchange.ExportOptions{})
	if p := load(t, to, "requirements", out, exchange.Options{}); p.Counts.Created != 4 {
		t.Error(p.Summary())
	}
	if got, want := ranksOf(t, to, "Analyst"), ranksOf(t, from, "Analyst"); got != want || want != "Head, Analyst, Lead analyst" {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestRowsOutOfUseAndRepeatedOnesAreNamedAndLeftOut(t *testing.T) {
	slow(t)
	st := sound(t)
	const file = "role,role level,skill,level\nAnalyst,Analyst,SQL,2\nAnalyst,NOT IN USE,Old,3\nChief,Chief,Old,Not in use\nAnalyst,Analyst,SQL,working\nAnalyst,Analyst,Go,none\n"
	p := load(t, st, "requirements", file, exchange.Options{})
	var got []string
	for _, r := range p.Rows {
		got = append(got, string(r.Status)+" "+r.Label+" "+r.Reason)
	}
	want := "created Analyst, SQL |skipped Analyst, Old marked as not in use|skipped Chief, Old marked as not in use|skipped Analyst, SQL repeats line 2|skipped Analyst no level is required"
	if strings.Join(got, "|") != want {
		t.Errorf("%q", got)
	}
	if recs := ranksOf(t, st, "Chief"); recs != "" {
		t.Error(recs)
	}
	p = plan(t, st, "requirements", "role,role level,skill,level\nAnalyst,Analyst,SQL,2\nAnalyst,Analyst,SQL,3\n", exchange.Options{})
	if len(p.Problems) != 1 || p.Problems[0].Line != 3 || !strings.Contains(p.Problems[0].Msg, "line 2 says another one of the same") {
		t.Error(p.Problems)
	}
}

func TestAFileOfRoleLevelsSaysTheirOrderOrIsAsked(t *testing.T) {
	slow(t)
	const file = "role,role level\nAnalyst,Lead analyst\nAnalyst,Analyst\nAnalyst,Head\nWriter,Writer\n"
	st := sound(t)
	p := plan(t, st, "role levels", file, exchange.Options{})
	want := "people.csv:3: role level “Analyst”: nothing says where this level stands among those of its role; add a column rank; or say --order rows if the rows list each role's levels from the lowest"
	if len(p.Problems) != 1 || p.Problems[0].String() != want {
		t.Fatalf("%q", p.Problems)
	}
	load(t, st, "role levels", file, exchange.Options{Order: exchange.OrderRows})
	if got := ranksOf(t, st, "Analyst"); got != "Lead analyst, Analyst, Head" {
		t.Error(got)
	}
	if p := plan(t, st, "role levels", file, exchange.Options{}); !p.Empty() {
		t.Error(p.Summary(), p.Problems)
	}
}
