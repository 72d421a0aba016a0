package pages_test

import (
	"os"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/app"
	"understudy/tui/internal/pages"
	"understudy/tui/internal/tuitest"
)

// whole is the program with all of its pages over one file.
func whole(t *testing.T, s *store.Store) *tuitest.Driver {
	t.Helper()
	deps := pages.Deps{DB: s, Theme: tuitest.Styles(), Now: storetest.Clock}
	o := app.Options{History: s, Now: storetest.Clock, Theme: deps.Theme, Name: "Halden"}
	for _, e := range pages.Registry() {
		sec := app.Section{Key: e.Key, Title: e.Title, New: e.New(deps)}
		if e.Find != nil {
			sec.Find = e.Find(deps)
		}
		o.Sections = append(o.Sections, sec)
	}
	return tuitest.Drive(t, app.New(t.Context(), o), 120, 36)
}

// The palette finds every view of Skills and of Growth by the words that people look for.
func TestThePaletteFindsViewsByTheirWords(t *testing.T) {
	d := whole(t, storetest.New(t))
	for query, page := range map[string]string{"what breaks": "[Leaving]", "single": "[Single points]", "heat map": "[Gaps]", "nearest": "[Ready]", "certificates": "[Qualifications]", "nine-box": "[Performance × potential]"} {
		d.Press("1 :").Type(query).Press("enter").Has(page)
	}
}

// From an aim to the pair that serves it, by keys alone: the initiative is defined on page
// 8, its needs are imported on page 0, the red cell is answered on page 3, and the pair is
// listed under the initiative; undo takes each step back.
func TestTheStoryOfAnAim(t *testing.T) {
	s := storetest.New(t)
	add := func(kind string, kv ...string) {
		v := map[string]string{}
		for i := 0; i < len(kv); i += 2 {
			v[kv[i]] = kv[i+1]
		}
		storetest.Add(t, s, kind, v)
	}
	add("team", "name", "Payments")
	add("skill", "name", "Kubernetes")
	add("role", "name", "Engineer")
	add("role level", "role_id", "Engineer", "name", "Senior", "rank", "1")
	add("requirement", "role_level_id", "Engineer: Senior", "skill_id", "Kubernetes", "level", "2")
	for name, level := range map[string]string{"Ana Souza": "1", "Émile Roux": "4"} {
		add("employee", "name", name)
		if name == "Ana Souza" {
			add("position", "employee_id", name, "since", "2024-01-01", "team_id", "Payments", "role_level_id", "Engineer: Senior")
		}
		add("rating", "employee_id", name, "skill_id", "Kubernetes", "level", level)
	}
	add("program", "name", "Craft")
	add("criterion", "program_id", "Craft", "kind", "skill need", "points", "40")
	add("cycle", "program_id", "Craft", "name", "2026", "starts", "2026-05-01")
	t.Chdir(t.TempDir())
	if err := os.WriteFile("needs.csv", []byte("initiative,skill,level,people,team,by\nCloud first,Kubernetes,3,1,Payments,2026-12-01\n"), 0o600); err != nil {
		t.Fatal(err)
	}

	d := whole(t, s)
	d.Press("8").Has("No initiative yet").Press("a").Type("Cloud first").Press("ctrl+s").Has("it asks for nobody yet")
	d.Press("0").Press("end k*2 enter").Has("Nothing was imported yet").Press("a").Has("Which file?").Press("'needs' enter").Has("1 row as initiative needs")
	d.Press("r").Has("Create 1").Press("r").Has("Import 1 initiative need")
	imported := storetest.Dump(t, s)

	d.Press("3").Has("Payments").Press("/ 'payments kube' enter").Has("Cloud first: 0 of 1 at 3 practitioner by 2026-12-01", "!]")
	d.Press("c").Has("who is to reach Kubernetes 3?", "Ana Souza").Press("enter").Has("Émile Roux", "✓ can")
	d.Press("enter").Has("Ana Souza learns Kubernetes from Émile Roux", "Cloud first").Press("ctrl+s")

	d.Press("8 enter").Has("0 of 1 there, 1 missing", "1 action under way").Press("tab*3").Has("Ana Souza", "Kubernetes")
	d.Press("enter").Has("Ana Souza and Émile Roux", "Kubernetes 1 of 3 for Cloud first: proposed").Press("i").Has("Cloud first", "1 action under way")
	d.Press("8 u")
	if storetest.Dump(t, s) != imported {
		t.Fatal("one undo did not take back all that answering the gap wrote")
	}
	d.Has("serving it  nothing yet")
	d.Press("u u")
	if left, err := s.Initiatives(t.Context(), true); err != nil || len(left) != 0 {
		t.Fatal("undo left", left, err)
	}
}
