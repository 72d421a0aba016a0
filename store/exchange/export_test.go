package exchange_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/storetest"
)

func export(t testing.TB, st *store.Store, kind string, f exchange.Format, opt exchange.ExportOptions) string {
	t.Helper()
	var b bytes.Buffer
	if err := exchange.Export(t.Context(), st, kind, &b, f, opt); err != nil {
		t.Fatal(kind, err)
	}
	return b.String()
}

// records is a kind's records as text, without their ids.
func records(t testing.TB, st *store.Store, kind string) string {
	t.Helper()
	return export(t, st, kind, exchange.JSON, exchange.ExportOptions{})
}

func TestAnExportOfEmployeesReadsBackTheSame(t *testing.T) {
	slow(t)
	st := withGrades(t)
	load(t, st, "employees", people, exchange.Options{})
	load(t, st, "employees", "number,name,\"field: Department\",languages,left_on,left reason,work start,work end\n7,Ada Lovelace,inner,\"Chinese, Mandarin;\",2026-01-31,retired,09:00,17:30\n12,=SUM(A1),-5,,,,,\n", exchange.Options{})
	storetest.Add(t, st, "employee", map[string]string{"name": "Neither Nor"})
	for _, opt := range []exchange.ExportOptions{{}, {BOM: true, Separator: ';'}} {
		body := export(t, st, "employees", exchange.CSV, opt)
		p := plan(t, st, "employees", body, exchange.Options{})
		if p.Summary() != "Create 0 · Update 0 · Unchanged 6 · Skipped 0" || len(p.New) > 0 {
			t.Errorf("%s %v %v %v\n%s", p.Summary(), p.Problems, p.New, p.Rows, body)
		}
	}
	other := sound(t)
	for _, kind := range []string{"grades", "employees"} {
		load(t, other, kind, export(t, st, kind, exchange.CSV, exchange.ExportOptions{}), exchange.Options{})
	}
	for _, kind := range []string{"employees", "locations", "grades", "fields", "roles"} {
		if a, b := records(t, st, kind), records(t, other, kind); a != b {
			t.Errorf("%s:\n%s\n%s", kind, a, b)
		}
	}
}

func TestExportsOfOtherKindsReadBackTheSame(t *testing.T) {
	slow(t)
	st := withProgram(t)
	for _, f := range everyTarget {
		load(t, st, f.target, f.body, f.opt)
	}
	for _, target := range exchange.Targets() {
		opt := exchange.Options{Program: "P"}
		p := plan(t, st, target.Name, export(t, st, target.Name, exchange.CSV, exchange.ExportOptions{}), opt)
		if p.Counts.Created+p.Counts.Updated+p.Counts.Skipped+p.Counts.Invalid > 0 || p.Counts.Unchanged == 0 {
			t.Errorf("%s: %s %v %v", target.Name, p.Summary(), p.Problems, p.Rows)
		}
	}
}

func TestEveryKindCanBeExportedInEveryFormat(t *testing.T) {
	slow(t)
	st := withProgram(t)
	for _, f := range everyTarget {
		load(t, st, f.target, f.body, f.opt)
	}
	for _, k := range store.Kinds() {
		if k.Private && k.Name != "note" && k.Name != "potential rating" { // among the notes
			if err := exchange.Export(t.Context(), st, k.Name, io.Discard, exchange.CSV, exchange.ExportOptions{}); err == nil || !strings.Contains(err.Error(), "export notes") {
				t.Errorf("%s: %v", k.Name, err)
			}
			continue
		}
		var all []map[string]any
		if err := json.Unmarshal([]byte(records(t, st, k.Name)), &all); err != nil {
			t.Errorf("%s: %v", k.Name, err)
		}
		md := strings.Split(strings.TrimSpace(export(t, st, k.Name, exchange.Markdown, exchange.ExportOptions{})), "\n")
		if len(md) != len(all)+4 {
			t.Errorf("%s: %d lines for %d records", k.Name, len(md), len(all))
		}
	}
}

// hostile texts, each a danger to a terminal, a spreadsheet or a page.
var hostile = []string{
	"\x1b[31mred\x1b[0m", "\x1b]0;title\x07name", "\u202eright to left\u202c", "carriage\rreturn", "line\nbreak", "tab\there", "nul\x00byte",
	"=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "e\u0301\u0301\u0301\u0301\u0301x", "漢字かな", "🧑‍🚀 🇵🇹", "\ufeffmark", "a\u200bb", "<script>alert(1)</script>",
	"| pipe | `tick`", "'=quoted", "＝full", "\x9b31mC1", "semi;colon", `"quote"`,
}

func TestHostileTextIsStoredCleanAndExportedSafe(t *testing.T) {
	slow(t)
	st := withGrades(t)
	columns := []string{"number", "name", "left_reason", "role", "team", "location", "country", "market", "languages", "organisation"}
	var b strings.Builder
	b.WriteString(strings.Join(columns, ",") + "\n")
	for i, h := range hostile {
		cells := make([]string, len(columns))
		for j := range cells {
			cells[j] = `"` + strings.ReplaceAll(fmt.Sprintf("%s %d", h, i), `"`, `""`) + `"`
		}
		b.WriteString(strings.Join(cells, ",") + "\n")
	}
	p := load(t, st, "employees", b.String(), exchange.Options{})
	if p.Counts.Created != len(hostile) {
		t.Fatal(p.Summary(), p.Problems)
	}
	isClean(t, st)
	out := export(t, st, "employees", exchange.CSV, exchange.ExportOptions{})
	isGuarded(t, out)
	if p := plan(t, st, "employees", out, exchange.Options{}); p.Counts.Unchanged != len(hostile) || len(p.New) > 0 {
		t.Errorf("%s %v %v", p.Summary(), p.Problems, p.Rows)
	}
	md := export(t, st, "employees", exchange.Markdown, exchange.ExportOptions{})
	if strings.Contains(md, "<script") || strings.Count(md, "\n") != len(hostile)+4 {
		t.Error(md)
	}
}

// isClean finds what could act on a terminal, anywhere in the store.
func isClean(t *testing.T, st *store.Store) {
	t.Helper()
	for table, rows := range dump(t, st) {
		if at := strings.IndexFunc(rows, func(r rune) bool {
			return r != '\n' && (r < 0x20 || r == 0x7f || (r >= 0x80 && r < 0xa0) || (r >= 0x202a && r <= 0x202e) || r == 0x200b || r == 0xfeff)
		}); at >= 0 {
			t.Errorf("%s holds %q", table, rows[max(0, at-20):min(len(rows), at+20)])
		}
		if strings.Contains(rows, `\u00`) {
			t.Errorf("%s holds an escaped control character", table)
		}
	}
}

// isGuarded finds cells that a spreadsheet would run.
func isGuarded(t *testing.T, body string) {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, rec := range all {
		for _, cell := range rec {
			if r := []rune(cell); len(r) > 0 && strings.ContainsRune("=+-@\t\r＝＋－＠", r[0]) {
				t.Errorf("a spreadsheet would run %q", cell)
			}
		}
	}
}

func TestHostileTextInAnyTargetIsStoredCleanAndExportedSafe(t *testing.T) {
	slow(t)
	st := withProgram(t)
	load(t, st, "employees", "number,name\n1,Ann\n", exchange.Options{})
	enrol := exchange.Options{Program: "P", Side: "mentee"}
	for _, c := range []struct {
		target, heads string
		cells         []string // X is the hostile text, N a number of its own
		opt           exchange.Options
		one           bool // one row is all that the target takes
	}{
		{"markets", "name", []string{"X"}, exchange.Options{}, false},
		{"locations", "name,country,market", []string{"X", "X", "X"}, exchange.Options{}, false},
		{"teams", "name,within", []string{"X", "X up"}, exchange.Options{}, false},
		{"roles", "name,family,description", []string{"X", "X", "X"}, exchange.Options{}, false},
		{"role levels", "role,role level", []string{"X", "X"}, exchange.Options{}, false},
		{"skills", "name,category,description", []string{"X", "X", "X"}, exchange.Options{}, false},
		{"languages", "name", []string{"X"}, exchange.Options{}, false},
		{"fields", "name", []string{"X"}, exchange.Options{}, false},
		{"questions", "question,answers", []string{"X", "X"}, exchange.Options{}, false},
		{"grades", "name,rank", []string{"X", "N"}, exchange.Options{}, false},
		{"requirements", "role,role level,skill,level,family,role description,skill description,category", []string{"X r", "X", "X s", "2", "X f", "X", "X", "X c"}, exchange.Options{}, false},
		{"ratings", "employee,skill,level,evidence", []string{"1", "X", "2", "X"}, exchange.Options{}, false},
		{"enrolments", "employee,needs", []string{"1", "X"}, enrol, true},
	} {
		var b strings.Builder
		b.WriteString(c.heads + "\n")
		for i, h := range hostile {
			if c.one && i > 0 {
				break
			}
			for j, cell := range c.cells {
				if j > 0 {
					b.WriteByte(',')
				}
				if strings.HasPrefix(cell, "X") {
					cell = fmt.Sprintf("%s%s %d", h, cell[1:], i)
				}
				cell = strings.Replace(cell, "N", fmt.Sprint(i+1), 1)
				b.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
			}
			b.WriteByte('\n')
		}
		p := load(t, st, c.target, b.String(), c.opt)
		if p.Counts.Created == 0 || p.Counts.Skipped > 0 {
			t.Errorf("%s: %s %v", c.target, p.Summary(), p.Rows)
		}
		out := export(t, st, c.target, exchange.CSV, exchange.ExportOptions{})
		isGuarded(t, out)
		if p := plan(t, st, c.target, out, enrol); p.Counts.Created+p.Counts.Updated+p.Counts.Invalid > 0 {
			t.Errorf("%s: %s %v %v", c.target, p.Summary(), p.Problems, p.Rows)
		}
	}
	isClean(t, st)
}
