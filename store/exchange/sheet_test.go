package exchange_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"understudy/store/exchange"
	"understudy/store/storetest"
)

func TestEncodingsAndSeparatorsAreFoundOut(t *testing.T) {
	const body = "Name,Team\nÉmile Ångström,\"Red, Green\"\n"
	wide := func(order binary.AppendByteOrder, mark bool) string {
		var b []byte
		if mark {
			b = order.AppendUint16(b, 0xfeff)
		}
		for _, u := range utf16.Encode([]rune(body)) {
			b = order.AppendUint16(b, u)
		}
		return string(b)
	}
	for _, c := range []struct{ body, encoding string }{
		{body, "UTF-8"},
		{"\ufeff" + body, "UTF-8 with BOM"},
		{wide(binary.LittleEndian, true), "UTF-16 LE"},
		{wide(binary.BigEndian, true), "UTF-16 BE"},
		{wide(binary.LittleEndian, false), "UTF-16 LE"},
		{wide(binary.BigEndian, false), "UTF-16 BE"},
		{"Name,Team\n\xc9mile \xc5ngstr\xf6m,\"Red, Green\"\n", "Windows-1252"},
		{"sep=,\r\n" + strings.ReplaceAll(body, "\n", "\r\n"), "UTF-8"},
		{"Name;Team\nÉmile Ångström;Red, Green\n", "UTF-8"},
		{"Name\tTeam\r\nÉmile Ångström\tRed, Green\r\n", "UTF-8"},
		{"Name\tTeam\rÉmile Ångström\tRed, Green\r", "UTF-8"},
	} {
		s := read(t, c.body)
		if s.Encoding != c.encoding || fmt.Sprint(s.Headings) != "[Name Team]" || len(s.Lines) != 1 ||
			s.Lines[0].Cells[0] != "Émile Ångström" || s.Lines[0].Cells[1] != "Red, Green" {
			t.Errorf("%q: %+v", c.body, s)
		}
	}
}

func TestRowsKeepTheirPhysicalLines(t *testing.T) {
	s := read(t, "\n\"Na\nme\";Note\n\nAnn;\"one\r\n\r\n\r\ntwo\"\nBo;x\n")
	if s.HeadLine != 2 || len(s.Lines) != 2 || s.Lines[0].Number != 5 || s.Lines[1].Number != 9 {
		t.Errorf("%+v", s)
	}
	if s.Headings[0] != "Na me" || s.Lines[0].Cells[1] != "one\n\ntwo" {
		t.Errorf("%q %q", s.Headings, s.Lines[0].Cells)
	}
}

func TestAFileThatCannotBeReadSaysWhereAndWhatHelps(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{"", "people.csv: is empty; it needs a first line of headings"},
		{"\n \n", "people.csv: is empty"},
		{"a,b\n", "people.csv:1: has headings and nothing below them; add a line"},
		{"a,b\n1,\"2\n3,4\n", "people.csv:2: opens a quoted cell that is not closed properly; close it"},
		{"a,b\n1,2\n3,x\"y\n", "people.csv:3: has a quotation mark inside a cell that is not quoted"},
		{"Team, team\n1,2\n", "people.csv:1: has the heading “team” twice, in columns 1 and 2; rename or remove"},
		{"PK\x03\x04xxxx", "people.csv: is a workbook, not a CSV file; open it and save"},
		{"a\n" + strings.Repeat("x", exchange.MaxCell+1), "people.csv:2: has a cell of more than 32 KB; shorten it"},
		{strings.Repeat(",", 300), "people.csv:1: has 301 columns; at most 200 are read"},
	} {
		_, err := exchange.Read(strings.NewReader(c.body), exchange.ReadOptions{Name: "people.csv"})
		if err == nil || !strings.Contains(err.Error(), c.want) || !errors.Is(err, exchange.ErrInvalidRows) {
			t.Errorf("%.30q: %v; want %s", c.body, err, c.want)
		}
	}
}

func TestRaggedRowsAreReported(t *testing.T) {
	st := storetest.New(t)
	p := plan(t, st, "employees", "number,name,team\n1,Ann,Red,extra\n2,Bo\n3,Cy,Red,,\n,,\n", exchange.Options{})
	if len(p.Problems) != 1 || p.Problems[0].Line != 2 || p.Problems[0].Msg != "has 1 cells more than there are headings" {
		t.Error(p.Problems)
	}
	if len(p.Notes) != 2 || p.Notes[0] != "1 rows end early, the first on line 3: their last cells count as empty" {
		t.Error(p.Notes)
	}
	if p.Summary() != "Create 2 · Update 0 · Unchanged 0 · Skipped 1 · Invalid 1" {
		t.Error(p.Summary())
	}
}

func TestDatesAreDecidedByTheWholeColumnOrAskedFor(t *testing.T) {
	slow(t)
	st := storetest.New(t)
	for _, c := range []struct{ dates, order, want string }{
		{"2026-05-14|14.05.2026|3 May 2026|May 3, 2026|2026/05/03|2026-05-14T00:00:00", "", "2026-05-14 2026-05-14 2026-05-03 2026-05-03 2026-05-03 2026-05-14"},
		{"03/04/2026|14/05/2026", "", "2026-04-03 2026-05-14"},
		{"03/04/2026|05/14/2026", "", "2026-03-04 2026-05-14"},
		{"03/04/2026|05/05/2026", "", "2: can be 2026-04-03 or 2026-03-04"},
		{"03/04/2026|05/05/2026", "mdy", "2026-03-04 2026-05-05"},
		{"03/04/2026|05/05/2026", "dmy", "2026-04-03 2026-05-05"},
		{"31/02/2015|03/04/2015", "", "2: is no date 3: can be 2015-04-03 or 2015-03-04"},
		{"02/30/2015|03/04/2015|14/04/2015", "", "2: is no date"},
		{"31/02/2015|05/14/2015", "", "2: is no date"},
		{"31/02/2015", "", "2: is no date"},
		{"14/05/2026|05/14/2026", "", "2: can only be day/month, but “05/14/2026” on line 3 only month/day"},
		{"14/05/2026|05/14/2026", "dmy", "3: is no date"},
		{"31.02.2026|14.5.26|2026-13-01|yesterday|0001-01-01", "", "2: is no date 3: is no date 4: is no date 5: is no date 6: is no date"},
	} {
		var b strings.Builder
		b.WriteString("number;name;hired\n")
		for i, d := range strings.Split(c.dates, "|") {
			fmt.Fprintf(&b, "%d;P%d;%s\n", i, i, d)
		}
		p := plan(t, st, "employees", b.String(), exchange.Options{Dates: c.order})
		got := ""
		for _, pr := range p.Problems {
			got += fmt.Sprintf("%d: %s ", pr.Line, pr.Msg)
		}
		if len(p.Problems) == 0 {
			commit(t, st, p)
			recs := export(t, st, "employees", exchange.CSV, exchange.ExportOptions{})
			for _, l := range read(t, recs).Lines {
				got += l.Cells[3] + " "
			}
			if _, err := st.Undo(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if strings.TrimSpace(got) != c.want {
			t.Errorf("%s (%s): %s; want %s", c.dates, c.order, got, c.want)
		}
	}
}

func TestAMappingIsGuessedShownOverriddenAndRemembered(t *testing.T) {
	st := storetest.New(t)
	const body = "Sign,Given Name,Surname,Contact,Dept.,Start,Birth date,T-shirt\n1,Ann,Lee,ann@x.org,Red,2020-01-01,1990-01-01,M\n2,Bo,Ek,bo@x.org,,2021-01-01,,L\n"
	show := func(given ...string) string {
		m, err := exchange.Guess(t.Context(), st, "employees", read(t, body), given...)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, c := range m.Columns {
			out = append(out, fmt.Sprintf("%s=%s (%s, %v, %.0f%%)", c.Heading, c.To, c.Why, c.Samples, 100*c.Fill))
		}
		return strings.Join(out, "\n")
	}
	want := `Sign=field (unknown, [1 2], 100%)
Given Name=first name (heading, [Ann Bo], 100%)
Surname=last name (heading, [Lee Ek], 100%)
Contact=email (content, [ann@x.org bo@x.org], 100%)
Dept.=team (heading, [Red], 50%)
Start=hired (heading, [2020-01-01 2021-01-01], 100%)
Birth date=barred field (identity, [1990-01-01], 50%)
T-shirt=field (unknown, [M L], 100%)`
	if got := show(); got != want {
		t.Errorf("%s", got)
	}
	given := []string{"Sign=number", "Birth date=-", "T-shirt=-"}
	if got := show(given...); !strings.HasPrefix(got, "Sign=number (given") || !strings.Contains(got, "Birth date=- (given") {
		t.Errorf("%s", got)
	}
	load(t, st, "employees", body, exchange.Options{}, given...)
	if got := show(); !strings.HasPrefix(got, "Sign=number (remembered") || !strings.Contains(got, "T-shirt=- (remembered") {
		t.Errorf("%s", got)
	}
	if _, err := st.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := show(); got != want {
		t.Errorf("after undo: %s", got)
	}
	for _, bad := range []string{"nothing", "Shoe=number", "Surname=shoe"} {
		if _, err := exchange.Guess(t.Context(), st, "employees", read(t, body), bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}
