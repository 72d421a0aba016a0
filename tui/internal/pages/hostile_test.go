package pages_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/storetest"
	"understudy/tui/internal/pages"
	"understudy/tui/internal/tuitest"
)

// hostile is text that tries to act on a terminal, a line, a spreadsheet or the eye.
var hostile = []string{
	"\x1b[2J\x1b[31mred", "\x1b]0;title\x07x", "\x1b]52;c;aGk=\x07y", "\x1b]8;;http://x\x1b\\link", "unfinished \x1b[", "\u009b31mC1",
	"\u202eevil\u202c", "a\u200fb\u2066c\u2069", "car\rriage", "new\nline", "tab\tbed", "nul\x00byte", "=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)",
	"z\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308a\u0300\u0301lgo", "山田 花子", "👩‍👩‍👧‍👦 family", "❤️ 1️⃣ 👍🏽", "क्षत्रिय", "\u00adsoft\u200bzero", "\ufeffbom", "e\u0301 é",
}

// Whatever text an import brings into any column, no screen is disturbed by it.
func TestHostileTextDisturbsNoScreen(t *testing.T) {
	s := storetest.New(t)
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Write([]string{"number", "name", "email", "team", "location", "job title", "Odd heading \x1b[31m", "left reason"}) //nolint:errcheck // memory
	for i, h := range hostile {
		w.Write([]string{fmt.Sprintf("N%d", i), h, fmt.Sprintf("p%d@example.org", i), h + " team", h + " place", h + " job", h, ""}) //nolint:errcheck // memory
	}
	w.Flush()
	sheet, err := exchange.Read(&b, exchange.ReadOptions{Name: "hostile.csv"})
	if err != nil {
		t.Fatal(err)
	}
	m, err := exchange.Guess(t.Context(), s, "employees", sheet)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := exchange.NewPlan(t.Context(), s, sheet, m, exchange.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := plan.Err(); err != nil {
		t.Fatal(err, plan.Problems)
	}
	if _, err := plan.Commit(t.Context(), s, nil); err != nil {
		t.Fatal(err)
	}
	for _, h := range hostile {
		storetest.Add(t, s, "skill", map[string]string{"name": "skill " + h, "description": h})
		storetest.Add(t, s, "program", map[string]string{"name": "program " + h, "description": h})
		storetest.Add(t, s, "question", map[string]string{"name": "question " + h, "choices": h})
	}
	for i, h := range hostile[:4] {
		plan := storetest.Add(t, s, "rotation plan", map[string]string{"name": "plan " + h, "starts": "2026-06-01", "description": h})
		of := fmt.Sprintf("#%d", plan)
		team, err := s.List(t.Context(), "team", store.ListFilter{Limit: len(hostile)})
		if err != nil {
			t.Fatal(err)
		}
		seat := storetest.Add(t, s, "seat", map[string]string{"plan_id": of, "name": "seat " + h, "team_id": fmt.Sprintf("#%d", team[i].ID), "skill_id": "#1"})
		who := storetest.Add(t, s, "participant", map[string]string{"plan_id": of, "employee_id": fmt.Sprintf("#%d", i+1)})
		storetest.Add(t, s, "rotation wish", map[string]string{"participant_id": fmt.Sprintf("#%d", who), "seat_id": fmt.Sprintf("#%d", seat)})
		if _, _, err := s.RotatePlan(t.Context(), plan, store.RotateOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range pages.Registry() {
		t.Run(e.Title, func(t *testing.T) {
			d := tuitest.Page(t, e.New(pages.Deps{DB: s, Theme: tuitest.Styles(), Now: storetest.Clock}), 120, 36)
			for _, keys := range []string{"", "down*3", "enter", "tab", "down*5", "esc", "down*4", "enter", "esc", "G"} {
				d.Press(keys)
				for _, size := range [][2]int{{120, 36}, {80, 24}, {40, 12}} {
					d.Resize(size[0], size[1])
					tuitest.Exact(t, d, size[0], size[1])
					undisturbed(t, d.Frame())
				}
			}
		})
	}
}

func undisturbed(t *testing.T, frame string) {
	t.Helper()
	for _, r := range frame {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\ufeff' || r == '\u200b' || r == '\u00ad') {
			t.Fatalf("%q is on the screen:\n%s", r, strings.ToValidUTF8(frame, "?"))
		}
	}
}
