package skills

import (
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/demo"
	"understudy/store/storetest"
	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
)

// sqlPage opens the page of SQL from the list of skills.
func sqlPage(t *testing.T, c company) *tuitest.Driver {
	t.Helper()
	d := c.drive(t, 120, 36)
	return d.Press("shift+tab*2 / 'sql' enter enter").Has("Skills › SQL")
}

func TestTheListOfSkillsSaysWhatStateEachIsIn(t *testing.T) {
	d := newCompany(t).drive(t, 120, 36)
	d.Press("shift+tab*2")
	for name, want := range map[string]string{
		"Go":         "some lack it", // Émile and Ana can do it alone
		"Kubernetes": "one person",   // Émile
		"Hiring":     "one person",   // Sara
		"SQL":        "some lack it",
	} {
		if line := lineOf(d, name); !strings.Contains(line, want) {
			t.Errorf("%s: %q, want %s", name, line, want)
		}
	}
}

func TestASkillSaysWhoCanTeachItWhereAndForWhom(t *testing.T) {
	d := sqlPage(t, newCompany(t))
	d.Has("3 people can do it alone; 1 of them can teach it.", "2 others have some of it.", "nobody described it", "3 practitioner")
	d.Press("tab").Has("Émile Roux", "4 expert", "Sara Lind", "山田 花子").Lacks("Bolat")
	d.Press("tab").Has("Payments", "Osaka", "location")
	d.Press("tab").Has("Engineer: Senior", "Engineer: Junior")
	d.Press("tab").Has("cover", "Payments", "Data")
	d.Press("tab").Has("Nobody holds a certificate that shows it.")
}

func TestALevelIsDescribedAndEdited(t *testing.T) {
	c := newCompany(t)
	d := sqlPage(t, c)
	d.Press("down*3 e").Has("nobody described it; a does")
	d.Press("a").Has("What 3 practitioner means: SQL").Press("'Writes joins without help' ctrl+s").Has("3 PRACTITIONER", "Writes joins without help")
	d.Press("a").Has("it is described; e edits it")
	d.Press("e").Press("' and windows' ctrl+s").Has("Writes joins without help and windows")
	f, err := c.db.Skill(t.Context(), c.id["SQL"])
	if err != nil || f.Levels[3] != "Writes joins without help and windows" {
		t.Errorf("%v %q", err, f.Levels[3])
	}
	d.Press("u").Lacks("and windows").Press("u").Lacks("Writes joins")
}

func TestFromASkillToTheRatingsOfATeamInIt(t *testing.T) {
	c := newCompany(t)
	d := sqlPage(t, c)
	d.Press("t 'payments' enter").Has("Ratings: Payments", "skills of SQL").Lacks("Kubernetes")
	d.Press("3 r esc").Has("4 people can do it alone")
	d.Press("tab tab enter").Has("Ratings: ", "skills of SQL")
}

func TestASkillShowsItsHoldersHistory(t *testing.T) {
	d := sqlPage(t, newCompany(t))
	d.Press("tab enter").Has("Émile Roux: SQL", "first", "✓ the level").Press("o").Has("3 people can do it alone")
}

// Wherever a skill is named, o leads to its page.
func TestEveryViewLeadsToItsSkill(t *testing.T) {
	for view, keys := range map[string]string{
		"map": "/ 'payments kube' enter o", "people": "/ 'payments kube' enter enter o", "cover": "tab / 'kube' enter o", "single": "tab*3 / 'kube' enter o",
	} {
		t.Run(view, func(t *testing.T) {
			newCompany(t).drive(t, 120, 36).Press(keys).Has("› Kubernetes", "alone can do it, and it is needed.")
		})
	}
}

func TestASkillIsReadAgainAfterAChange(t *testing.T) {
	c := newCompany(t)
	d := sqlPage(t, c)
	storetest.Add(t, c.db, "rating", map[string]string{"employee_id": "Ana Souza", "skill_id": "SQL", "level": "3"})
	d.Send(page.Changed{Change: store.Change{Tables: []string{"rating", "current_level"}}})
	d.Has("4 people can do it alone; 1 of them can teach it.")
}

// The list counts as the page of each skill does, which reads the file by itself.
func TestTheListAgreesWithThePages(t *testing.T) {
	s := storetest.New(t)
	if _, err := demo.Fill(t.Context(), s, demo.Options{People: 120}); err != nil {
		t.Fatal(err)
	}
	f, err := readFacts(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	rows := skillRows(f)
	if len(rows) < 20 {
		t.Fatalf("%d skills", len(rows))
	}
	for _, r := range rows {
		p, err := s.Skill(t.Context(), r.id)
		if err != nil {
			t.Fatal(err)
		}
		needed, met := 0, 0
		for _, q := range p.Requirements {
			needed, met = needed+q.People, met+q.Met
		}
		want := skillRow{id: r.id, name: r.name, category: r.category, some: p.People[1] + p.People[2] + p.Able(), alone: p.Able(), teach: p.People[4], needed: needed, lacking: needed - met, missing: r.missing, short: r.short}
		if r != want {
			t.Errorf("%+v, the page has %+v", r, want)
		}
	}
}

func TestOldRatingsLeadToTheGridOfTheTeam(t *testing.T) {
	c := newCompany(t)
	for _, v := range [][2]string{{"Noor Haddad", "SQL"}, {"Jonas Berg", "Kubernetes"}} {
		storetest.Add(t, c.db, "rating", map[string]string{"employee_id": v[0], "skill_id": v[1], "level": "1", "date": "2019-01-01"})
	}
	d := c.drive(t, 120, 36)
	d.Send(page.Goto{Key: "3", Arg: store.Attention{Kind: "ratings"}})
	d.Has("2 levels are old; what the role requires comes first", "Noor Haddad", "Jonas Berg", "2019-01-01", "manager")
	d.Press("enter").Has("Ratings: Payments", "Noor Haddad · SQL", "~ older than")
	d.Press("= r esc").Has("1 level is old").Lacks("Noor Haddad")
	d.Press("d").Press("enter = r esc").Has("No rating is old.")
}
