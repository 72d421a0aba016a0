package exchange_test

import (
	"bytes"
	"encoding/json"
	"fmt"
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
	st := withProgram(t)
	for _, f := range everyTarget {
		load(t, st, f.target, f.body, f.opt)
	}
	for _, k := range store.Kinds() {
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
	for table, rows := range dump(t, st) {
		if at := strings.IndexFunc(rows, func(r rune) bool {
			return r != '\n' && (r < 0x20 || r == 0x7f || (r >= 0x80 && r < 0xa0) || (r >= 0x202a && r <= 0x202e) || r == 0x200b || r == 0xfeff)
		}); at >= 0 {
			t.Errorf("%s holds %q", table, rows[max(0, at-20):min(len(rows), at+20)])
		}
		if table != "import_mapping" && strings.Contains(rows, `\u00`) {
			t.Errorf("%s holds an escaped control character", table)
		}
	}
	out := export(t, st, "employees", exchange.CSV, exchange.ExportOptions{})
	for _, line := range strings.Split(out, "\n") {
		for _, cell := range strings.Split(line, ",") {
			if cell != "" && strings.ContainsAny(strings.Trim(cell, `"`)[:min(1, len(strings.Trim(cell, `"`)))], "=+-@\t\r") {
				t.Errorf("a spreadsheet would run %q", cell)
			}
		}
	}
	if p := plan(t, st, "employees", out, exchange.Options{}); p.Counts.Unchanged != len(hostile) || len(p.New) > 0 {
		t.Errorf("%s %v %v", p.Summary(), p.Problems, p.Rows)
	}
	md := export(t, st, "employees", exchange.Markdown, exchange.ExportOptions{})
	if strings.Contains(md, "<script") || strings.Count(md, "\n") != len(hostile)+4 {
		t.Error(md)
	}
}
