package exchange_test

import (
	"strings"
	"testing"

	"understudy/store/exchange"
	"understudy/store/storetest"
)

func TestARatingOfAMisspeltSkillIsRefusedUnlessOneInsists(t *testing.T) {
	st := storetest.New(t)
	load(t, st, "employees", "number,name\n1,Ana\n2,Bo\n", exchange.Options{})
	load(t, st, "skills", "name\nKubernetes\nLevel 1 German\nGo\n", exchange.Options{})
	const file = "number,skill,level\n1,Kubernets,3\n2,Kubernets,3\n1,Level 2 German,3\n1,Rust,2\n1,R,2\n2,kubernetes,4\n"
	p := plan(t, st, "ratings", file, exchange.Options{})
	if len(p.Problems) != 2 || p.Counts.Created != 4 || !strings.HasSuffix(p.Summary(), " · New skills 3 · Invalid 2") {
		t.Fatal(p.Summary(), p.Problems)
	}
	want := "people.csv:2: skill “Kubernets”: there is no such skill, but “Kubernetes”; correct it; or add the skill first, or say --new-skills, if it is another one"
	if got := p.Problems[0].String(); got != want {
		t.Errorf("%s\nwanted\n%s", got, want)
	}
	p = plan(t, st, "ratings", file, exchange.Options{NewSkills: true})
	if p.Err() != nil || !strings.HasSuffix(p.Summary(), " · New skills 4") {
		t.Error(p.Summary(), p.Problems)
	}
}

func TestAFileWithoutANeededHeadingSaysSoOnceAndReportsTheRest(t *testing.T) {
	st := storetest.New(t)
	load(t, st, "employees", "number,name\n1,Ana\n", exchange.Options{})
	load(t, st, "skills", "name\nGo\n", exchange.Options{})
	load(t, st, "teams", "name\nData\n", exchange.Options{})
	for _, c := range []struct{ target, file, want string }{
		{"requirements", "role,role level,rank,skill,Xyz\nA,A,1,Go,2\nA,B,2,Go,3\n", `people.csv:1: no column says the level; not understood: “Xyz”; say which does with --map "heading=level"`},
		{"grades", "Xyz,Abc\nJunior,1\nSenior,2\n", `people.csv:1: no column says the name; not understood: “Xyz”, “Abc”; say which does with --map "heading=name"`},
		{"covers", "team,skill,level,Xyz\nData,Go,3,2\nDaten,Go,3,2\n", `people.csv:1: no column says the people; not understood: “Xyz”; say which does with --map "heading=count"|people.csv:3: team “Daten”: there is no such team; correct it, or add the team first`},
	} {
		p := plan(t, st, c.target, c.file, exchange.Options{})
		var got []string
		for _, b := range p.Problems {
			got = append(got, b.String())
		}
		if strings.Join(got, "|") != c.want || len(p.Notes) > 0 && strings.Contains(p.Notes[0], "“”") {
			t.Errorf("%s: %s; %v", c.target, strings.Join(got, "|"), p.Notes)
		}
	}
}

func TestADateThatCanBeReadInTwoWaysIsOneFault(t *testing.T) {
	st := storetest.New(t)
	load(t, st, "employees", "number,name\n1,Ana\n", exchange.Options{})
	storetest.Add(t, st, "certificate", map[string]string{"name": "Gopher"})
	p := plan(t, st, "qualifications", "number,certificate,obtained\n1,Gopher,03/04/2025\n1,Gopher,05/06/2025\n", exchange.Options{})
	if len(p.Problems) != 1 || !strings.Contains(p.Problems[0].Msg, "can be 2025-04-03 or 2025-03-04") {
		t.Error(p.Problems)
	}
}

func TestTheWordsOfScreensAndFilesNameColumnsToo(t *testing.T) {
	st := storetest.New(t)
	for target, words := range map[string]string{"covers": "people=count", "ratings": "employee=name", "demand": "by=due"} {
		word, column, _ := strings.Cut(words, "=")
		m, err := exchange.Guess(t.Context(), st, target, read(t, "Foo,Bar\na,b\n"), "Foo="+word)
		if err != nil || m.Columns[0].To != column {
			t.Errorf("%s, %s: %v, %v", target, word, m.Columns, err)
		}
	}
}
