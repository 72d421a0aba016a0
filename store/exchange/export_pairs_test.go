package exchange_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"understudy/store/exchange"
	"understudy/store/storetest"
)

// rows are the records of an export as JSON.
func (m *mentored) rows(kind string, sc exchange.Scope) (out []map[string]any) {
	m.t.Helper()
	if err := json.Unmarshal([]byte(export(m.t, m.st, kind, exchange.JSON, exchange.ExportOptions{Scope: sc})), &out); err != nil {
		m.t.Fatal(err)
	}
	return out
}

func cellsOf(rows []map[string]any, key string) (out []string) {
	for _, r := range rows {
		out = append(out, fmt.Sprint(r[key]))
	}
	slices.Sort(out)
	return out
}

func TestAManagerSeesTheirOwnLineAndOfOthersTheNameAlone(t *testing.T) {
	m := newMentored(t)
	chief := m.employee("Chief", "", 0)
	lead := m.employee("Lead", "Lisbon", chief)
	m.pair("Below Lead", "Stranger", "Sydney", lead)    // two steps below the chief
	m.pair("Foreign", "Own Mentor", "New York", m.boss) // the mentor is the chief's
	m.pair("Nobody of theirs", "Nobody either", "Lisbon", m.boss)
	storetest.Add(t, m.st, "position", map[string]string{
		"employee_id": fmt.Sprintf("#%d", m.who["Own Mentor"]), "since": "2021-01-01", "location_id": "Kathmandu", "manager_id": fmt.Sprintf("#%d", lead),
	})
	for _, mentee := range []string{"Below Lead", "Foreign", "Nobody of theirs"} {
		id := m.session(mentee, "2026-05-11", "10:00", "held", map[string]string{"minutes": "50", "fit": "still deciding", "notes": "SECRET of " + mentee})
		storetest.Add(t, m.st, "goal", map[string]string{"pair_id": fmt.Sprintf("#%d", m.pairs[mentee]), "name": "SECRET goal", "state": "reached"})
		storetest.Add(t, m.st, "pair note", map[string]string{"pair_id": fmt.Sprintf("#%d", m.pairs[mentee]), "body": "SECRET note"})
		storetest.Add(t, m.st, "action", map[string]string{"pair_id": fmt.Sprintf("#%d", m.pairs[mentee]), "session_id": fmt.Sprintf("#%d", id), "name": "SECRET action"})
		storetest.Add(t, m.st, "note", map[string]string{"employee_id": fmt.Sprintf("#%d", m.who[mentee]), "body": "SECRET note"})
	}
	m.set("pair", m.pairs["Foreign"], map[string]string{"state": "closed early", "ended": "2026-05-12", "end_reason": "SECRET reason"})
	sc := exchange.Scope{Manager: chief}
	pairs := m.rows("pair", sc)
	if got := cellsOf(pairs, "mentee"); !slices.Equal(got, []string{"Below Lead", "Foreign"}) {
		t.Fatal(got)
	}
	for _, p := range pairs {
		own, other := "mentee", "mentor"
		if p["mentee"] == "Foreign" {
			own, other = other, own
		}
		for key, v := range p {
			if strings.HasPrefix(key, other+"_") && v != nil {
				t.Errorf("%s tells %v of the other side", key, v)
			}
		}
		if p[own+"_number"] == nil || p[own+"_location"] == nil || p["held"] != 1.0 || p["goals_reached"] != 1.0 || p["minutes"] != 50.0 {
			t.Error(p)
		}
	}
	sessions := m.rows("session", sc)
	if got := cellsOf(sessions, "time"); !slices.Equal(got, []string{"10:00", "14:00"}) { // New York's in UTC
		t.Error(got)
	}
	for _, kind := range []string{"pair", "session"} {
		for _, f := range []exchange.Format{exchange.CSV, exchange.JSON, exchange.Markdown, exchange.ICS} {
			body := export(t, m.st, kind, f, exchange.ExportOptions{Scope: sc})
			for _, word := range []string{"SECRET", "Nobody", "deciding", "New York", "New_York", "Chief"} {
				if strings.Contains(body, word) {
					t.Errorf("the %s of a manager as %s has %q:\n%s", kind, f, word, body)
				}
			}
		}
	}
	all := m.rows("pair", exchange.Scope{})
	for _, p := range pairs {
		at := slices.IndexFunc(all, func(a map[string]any) bool { return a["id"] == p["id"] })
		if p["health"] != all[at]["health"] || (p["state"] == "active") != (p["health"] != nil) || p["health_because"] != nil || (p["state"] == "active") != (all[at]["health_because"] != nil) {
			t.Error(p, all[at])
		}
	}
	for _, kind := range []string{"pair", "session"} {
		for _, f := range []exchange.Format{exchange.CSV, exchange.JSON, exchange.Markdown, exchange.ICS} {
			body := export(t, m.st, kind, f, exchange.ExportOptions{})
			if strings.Contains(body, "SECRET note") || strings.Contains(body, "SECRET action") {
				t.Errorf("the %s as %s has a private note", kind, f)
			}
			if f == exchange.CSV && !strings.Contains(body, "SECRET") {
				t.Error("the coordinator's own export lacks what is said of", kind)
			}
		}
	}
}

func TestPairsAndSessionsAreNarrowedByEachPartOfAScope(t *testing.T) {
	m := newMentored(t)
	m.session("Mentee Lisbon", "2026-03-01", "", "held", nil)
	m.session("Mentee Lisbon", "2026-04-01", "", "missed", nil)
	m.session("Mentee Sydney", "2026-05-01", "", "held", nil)
	other := storetest.Add(t, m.st, "program", map[string]string{"name": "Other"})
	cycle := storetest.Add(t, m.st, "cycle", map[string]string{"program_id": fmt.Sprintf("#%d", other), "name": "x", "starts": "2026-01-01"})
	first := m.cycle
	m.cycle = cycle
	m.pair("Late", "Later", "Lisbon", m.boss)
	m.set("pair", m.pairs["Late"], map[string]string{"since": "2026-04-10"})
	m.session("Late", "2026-04-20", "", "held", nil)
	for _, c := range []struct {
		what            string
		sc              exchange.Scope
		pairs, sessions int
	}{
		{"all", exchange.Scope{}, len(zones) + 1, 4},
		{"program", exchange.Scope{Program: other}, 1, 1},
		{"cycle", exchange.Scope{Cycle: first}, len(zones), 3},
		{"pair", exchange.Scope{Pair: m.pairs["Late"]}, 1, 1},
		{"mentee", exchange.Scope{Employee: m.who["Mentee Lisbon"]}, 1, 2},
		{"mentor", exchange.Scope{Employee: m.who["Later"]}, 1, 1},
		{"manager", exchange.Scope{Manager: m.boss}, len(zones) + 1, 4},
		{"nobody's manager", exchange.Scope{Manager: m.who["Later"]}, 0, 0},
		{"from", exchange.Scope{From: "2026-04-20"}, len(zones) + 1, 2},
		{"to", exchange.Scope{To: "2026-04-01"}, len(zones), 2},
		{"both", exchange.Scope{From: "2026-03-02", To: "2026-04-01"}, len(zones), 1},
	} {
		if got := len(m.rows("pair", c.sc)); got != c.pairs {
			t.Errorf("%s: %d pairs, want %d", c.what, got, c.pairs)
		}
		if got := len(m.rows("session", c.sc)); got != c.sessions {
			t.Errorf("%s: %d sessions, want %d", c.what, got, c.sessions)
		}
	}
}

func TestHostileTextInPairsAndSessionsIsExportedSafe(t *testing.T) {
	m := newMentored(t)
	for i, h := range hostile {
		name := fmt.Sprintf("%s %d", h, i)
		m.pair(name, "=M"+name, "Lisbon", m.boss)
		m.session(name, "2026-05-01", "", "held", map[string]string{"notes": h})
		storetest.Add(t, m.st, "goal", map[string]string{"pair_id": fmt.Sprintf("#%d", m.pairs[name]), "name": name})
		m.set("pair", m.pairs[name], map[string]string{"state": "closed early", "ended": "2026-05-12", "end_reason": h})
	}
	for kind, n := range map[string]int{"pair": len(hostile) + len(zones), "session": len(hostile)} {
		isGuarded(t, export(t, m.st, kind, exchange.CSV, exchange.ExportOptions{}))
		md := export(t, m.st, kind, exchange.Markdown, exchange.ExportOptions{})
		if strings.Contains(md, "<script") || strings.Count(md, "\n") != n+4 {
			t.Error(md)
		}
		if got := len(m.rows(kind, exchange.Scope{})); got != n {
			t.Errorf("%d %ss of %d", got, kind, n)
		}
	}
}

func TestAStoryLeavesTheFileOnlyWithConsent(t *testing.T) {
	m := newMentored(t)
	for i, consent := range []string{"no", "yes"} {
		m.review([]string{"Mentee Lisbon", "Mentee Sydney"}[i], "reached", "story with "+consent, consent == "yes")
	}
	body := export(t, m.st, "closing review", exchange.CSV, exchange.ExportOptions{})
	if strings.Contains(body, "story with no") || !strings.Contains(body, "story with yes") {
		t.Error(body)
	}
}

// review writes a closing review as it lies in the file.
func (m *mentored) review(mentee, outcome, story string, consent bool) {
	m.t.Helper()
	m.insert(`INSERT INTO closing_review(pair_id, date, outcome, story, story_consent) VALUES(?, '2026-05-13', ?, ?, ?)`, m.pairs[mentee], outcome, story, consent)
}
