package exchange_test

import (
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/storetest"
)

// suggested is what a file of a name and headings is first taken for.
func suggested(t *testing.T, st *store.Store, name, body string) (target string, sure bool) {
	t.Helper()
	s, err := exchange.Read(strings.NewReader(body), exchange.ReadOptions{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	fits, sure, err := exchange.Suggest(t.Context(), st, s)
	if err != nil {
		t.Fatal(err)
	}
	if len(fits) == 0 {
		return "", sure
	}
	return fits[0].Target, sure
}

// Every target's own columns lead to it, whatever the file is called; and a file that
// leaves it open is never taken for something else without asking.
func TestAFileIsTakenForWhatItsHeadingsMean(t *testing.T) {
	st := storetest.New(t)
	for _, target := range exchange.Targets() {
		var heads []string
		for _, c := range target.Columns {
			heads = append(heads, c.Name)
		}
		body := strings.Join(heads, ",") + "\n" + strings.Repeat("x,", len(heads)-1) + "x\n"
		if got, sure := suggested(t, st, "data.csv", body); got != target.Name && sure {
			t.Errorf("%s is taken for %s without asking", body, got)
		}
		if got, sure := suggested(t, st, strings.ReplaceAll(target.Name, " ", "_")+"-2026.csv", body); got != target.Name || !sure {
			t.Errorf("%s: %q, sure %v; headings %s", target.Name, got, sure, body)
		}
	}
}

func TestHeadingsOfEverydayFilesSayWhatTheyHold(t *testing.T) {
	st := storetest.New(t)
	for body, want := range map[string]string{
		"Mitarbeiter;Skill;Stufe;Datum\n1002;SQL;3;2026-01-02\n":             "ratings",
		"Employee,Skill,Level,Evidence\nAna,SQL,3,saw it\n":                  "ratings",
		"Role,Role level,Rank,Skill,Required level\nA,A,1,SQL,2\n":           "requirements",
		"Name,E-mail,Role,Team\nAna,a@x.org,Analyst,Data\n":                  "employees",
		"Personalnummer;Nachname;Vorname;Abteilung\n1;Souza;Ana;Data\n":      "employees",
		"Grade,Rank\nJunior,1\n":                                             "grades",
		"Employee,Certificate,Obtained,Expires\nAna,CISSP,2026-01-02,\n":     "qualifications",
		"Team,Skill,Level,Count\nData,SQL,3,2\n":                             "covers",
		"Initiative,KPI,Baseline,Target,Due\nCloud,Churn,20,12,2027-01-01\n": "kpis",
		"Employee,Agreed to,Since\nAna,mentoring,2026-01-02\n":               "consents",
	} {
		if got, sure := suggested(t, st, "data.csv", body); got != want || !sure {
			t.Errorf("%q is taken for %q, sure %v; want %s", body, got, sure, want)
		}
	}
	for _, open := range []string{"Name\nGo\n", "Number\n1\n", "Shoe,Hat\n1,2\n", "Name,Description\nGo,a language\n", "Employee,Skill,Level\nAna,SQL,3\n"} {
		if got, sure := suggested(t, st, "data.csv", open); sure {
			t.Errorf("%q is taken for %s without asking", open, got)
		}
	}
}

func TestAFileIsTakenForWhatItWasImportedAsBefore(t *testing.T) {
	st := storetest.New(t)
	const body = "Name,Description\nGo,a language\n"
	load(t, st, "skills", body, exchange.Options{})
	if got, sure := suggested(t, st, "data.csv", body); got != "skills" || !sure {
		t.Errorf("taken for %q, sure %v", got, sure)
	}
}
