package exchange_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/storetest"
)

// mentored is a file with pairs across the world: the mentees are named after where
// they are.
type mentored struct {
	t     *testing.T
	st    *store.Store
	cycle int64
	boss  int64
	pairs map[string]int64 // by mentee
	who   map[string]int64 // employees by name
}

var zones = map[string]string{
	"Lisbon": "Europe/Lisbon", "Sydney": "Australia/Sydney", "Santiago": "America/Santiago", "Lord Howe": "Australia/Lord_Howe",
	"Kathmandu": "Asia/Kathmandu", "Dublin": "Europe/Dublin", "New York": "America/New_York", "Casablanca": "Africa/Casablanca", "Office": "UTC", "": "",
}

func newMentored(t *testing.T) *mentored {
	m := &mentored{t: t, st: storetest.New(t), pairs: map[string]int64{}, who: map[string]int64{}}
	program := storetest.Add(t, m.st, "program", map[string]string{"name": "Abroad; and, back", "rolling": "yes"})
	m.cycle = storetest.Add(t, m.st, "cycle", map[string]string{"program_id": fmt.Sprintf("#%d", program), "name": "2026", "starts": "2026-01-01"})
	m.boss = m.employee("Boss", "", 0)
	for place := range zones {
		if place != "" {
			storetest.Add(t, m.st, "location", map[string]string{"name": place, "time_zone": zones[place]})
		}
	}
	for place := range zones {
		m.pair("Mentee "+place, "Mentor of "+place, place, m.boss)
	}
	return m
}

func (m *mentored) employee(name, place string, manager int64) int64 {
	id := storetest.Add(m.t, m.st, "employee", map[string]string{"name": name, "number": fmt.Sprintf("N%d", len(m.who))})
	m.who[name] = id
	job := map[string]string{"employee_id": fmt.Sprintf("#%d", id), "since": "2020-01-01", "location_id": place}
	if manager != 0 {
		job["manager_id"] = fmt.Sprintf("#%d", manager)
	}
	storetest.Add(m.t, m.st, "position", job)
	return id
}

// pair makes an active pair of two new employees; manager is the mentee's.
func (m *mentored) pair(mentee, mentor, place string, manager int64) int64 {
	m.t.Helper()
	enrol := func(employee int64, side string) int64 {
		return storetest.Add(m.t, m.st, "enrolment", map[string]string{
			"cycle_id": fmt.Sprintf("#%d", m.cycle), "employee_id": fmt.Sprintf("#%d", employee), "side": side,
		})
	}
	a, b := enrol(m.employee(mentee, place, manager), "mentee"), enrol(m.employee(mentor, "", 0), "mentor")
	m.pairs[mentee] = m.insert(`INSERT INTO pair(cycle_id, mentee_id, mentor_id, state, since) VALUES(?, ?, ?, 'active', '2026-01-05')`, m.cycle, a, b)
	return m.pairs[mentee]
}

// insert writes a row as acts of their own write it.
func (m *mentored) insert(q string, args ...any) (id int64) {
	m.t.Helper()
	if _, err := m.st.Write(m.t.Context(), "write a row", func(tx *store.Tx) (err error) {
		id, err = tx.Insert(q, args...)
		return err
	}); err != nil {
		m.t.Fatal(err)
	}
	return id
}

func (m *mentored) session(mentee, day, clock, state string, more map[string]string) int64 {
	m.t.Helper()
	v := map[string]string{"pair_id": fmt.Sprintf("#%d", m.pairs[mentee]), "date": day, "time": clock, "state": state}
	for k, x := range more {
		v[k] = x
	}
	return storetest.Add(m.t, m.st, "session", v)
}

func (m *mentored) set(kind string, id int64, values map[string]string) {
	m.t.Helper()
	if _, _, err := m.st.Save(m.t.Context(), store.Edit{Kind: kind, ID: id, Values: values}); err != nil {
		m.t.Fatal(err)
	}
}

func (m *mentored) ics(sc exchange.Scope) string {
	m.t.Helper()
	return export(m.t, m.st, "session", exchange.ICS, exchange.ExportOptions{Scope: sc})
}

// events are those of a calendar by UID.
func events(t *testing.T, cal *icsPart) map[string]*icsPart {
	t.Helper()
	out := map[string]*icsPart{}
	for _, e := range cal.all("VEVENT") {
		uid := e.get(t, "UID").value
		if out[uid] != nil {
			t.Fatal("two events are called", uid)
		}
		out[uid] = e
	}
	return out
}

// eventOf is the one event whose UID is of this session.
func eventOf(t *testing.T, cal *icsPart, session int64) *icsPart {
	t.Helper()
	for uid, e := range events(t, cal) {
		if strings.HasPrefix(uid, fmt.Sprintf("session-%d@", session)) {
			return e
		}
	}
	t.Fatal("no event of session", session)
	return nil
}

func TestAnEventKeepsItsNameAndCountsItsChangesAlsoOverUndo(t *testing.T) {
	m := newMentored(t)
	id := m.session("Mentee Lisbon", "2026-06-01", "09:00", "planned", nil)
	other := m.session("Mentee Sydney", "2026-06-01", "09:00", "planned", nil)
	uid := ""
	expect := func(what string, sequence int, status string) {
		t.Helper()
		cal := readICS(t, m.ics(exchange.Scope{}))
		e := eventOf(t, cal, id)
		if uid == "" {
			uid = e.get(t, "UID").value
		}
		if got := e.get(t, "UID").value; got != uid {
			t.Errorf("%s: the UID was %s and is %s", what, uid, got)
		}
		if got := e.get(t, "SEQUENCE").value; got != fmt.Sprint(sequence) {
			t.Errorf("%s: SEQUENCE %s, want %d", what, got, sequence)
		}
		if got := e.get(t, "STATUS").value; got != status {
			t.Errorf("%s: STATUS %s, want %s", what, got, status)
		}
		if got := eventOf(t, cal, other).get(t, "SEQUENCE").value; got != "0" {
			t.Errorf("%s: the other session has SEQUENCE %s", what, got)
		}
	}
	expect("planned", 0, "CONFIRMED")
	m.set("session", id, map[string]string{"notes": "bring the plan"})
	expect("a note", 0, "CONFIRMED")
	m.set("session", id, map[string]string{"date": "2026-06-02"})
	expect("another day", 1, "CONFIRMED")
	m.set("session", id, map[string]string{"time": ""})
	expect("no time", 2, "CONFIRMED")
	if _, err := m.st.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	expect("undone", 3, "CONFIRMED")
	m.set("session", id, map[string]string{"state": "cancelled"})
	expect("cancelled", 4, "CANCELLED")
	m.set("session", id, map[string]string{"state": "planned"})
	expect("planned again", 5, "CONFIRMED")
	if a, b := m.ics(exchange.Scope{}), m.ics(exchange.Scope{}); a != b {
		t.Error("two exports of one state differ")
	}

	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := m.st.BackupTo(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	want := m.ics(exchange.Scope{})
	m.st = storetest.At(t, copied)
	if got := m.ics(exchange.Scope{}); got != want {
		t.Error("a backup gives another calendar")
	}
}

func TestTheIdOfARemovedSessionIsNeverAnotherOnes(t *testing.T) {
	m := newMentored(t)
	gone := m.session("Mentee Lisbon", "2026-06-01", "09:00", "planned", nil)
	if _, err := m.st.Archive(t.Context(), "session", true, gone); err != nil {
		t.Fatal(err)
	}
	if next := m.session("Mentee Sydney", "2026-06-01", "09:00", "planned", nil); next == gone {
		t.Error("a calendar would take a new session for a removed one")
	}
}

func TestARemovedSessionIsCancelledWhereACalendarMayHaveIt(t *testing.T) {
	m := newMentored(t)
	kept := m.session("Mentee Lisbon", "2026-06-01", "09:00", "planned", nil)
	never := m.session("Mentee Sydney", "2026-06-01", "09:00", "planned", nil)
	remove := func(id int64) {
		t.Helper()
		if _, err := m.st.Archive(t.Context(), "session", true, id); err != nil {
			t.Fatal(err)
		}
	}
	remove(never) // before any calendar was made
	gone := m.session("Mentee Sydney", "2026-06-02", "09:00", "planned", map[string]string{"notes": "SECRET"})
	m.ics(exchange.Scope{})
	remove(gone)
	body := m.ics(exchange.Scope{})
	cal := readICS(t, body)
	if n := len(events(t, cal)); n != 2 || strings.Contains(body, "SECRET") {
		t.Fatal(n, body)
	}
	e := eventOf(t, cal, gone)
	if e.get(t, "STATUS").value != "CANCELLED" || e.get(t, "SEQUENCE").value != "1" || e.get(t, "DTSTART").value != "20260602T090000" {
		t.Error(e)
	}
	if e := eventOf(t, cal, kept); e.get(t, "STATUS").value != "CONFIRMED" || e.get(t, "SEQUENCE").value != "0" {
		t.Error(e)
	}
	if n := len(events(t, readICS(t, m.ics(exchange.Scope{Employee: m.who["Mentee Lisbon"]})))); n != 1 {
		t.Error("another's removed session is in the calendar")
	}
	if _, err := m.st.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if e := eventOf(t, readICS(t, m.ics(exchange.Scope{})), gone); e.get(t, "STATUS").value != "CONFIRMED" || e.get(t, "SEQUENCE").value != "2" {
		t.Error(e)
	}
}

func TestTwoFilesNameTheirSessionsApart(t *testing.T) {
	a, b := newMentored(t), newMentored(t)
	first := a.session("Mentee Lisbon", "2026-06-01", "09:00", "planned", nil)
	if second := b.session("Mentee Lisbon", "2026-06-01", "09:00", "planned", nil); second != first {
		t.Fatal("the test needs equal ids")
	}
	if x, y := eventOf(t, readICS(t, a.ics(exchange.Scope{})), first), eventOf(t, readICS(t, b.ics(exchange.Scope{})), first); x.get(t, "UID").value == y.get(t, "UID").value {
		t.Error("two files share a UID")
	}
}

func TestHostileNamesStayTextInACalendar(t *testing.T) {
	m := newMentored(t)
	for i, h := range append(hostile, strings.Repeat("漢字;", 60), "x\r\nEND:VCALENDAR\r\nBEGIN:VEVENT", `back\slash\n, semi; colon: "q"`) {
		name := fmt.Sprintf("%s %d", h, i)
		m.pair(name, "M"+name, "Lisbon", m.boss)
		m.session(name, "2026-06-01", "09:00", "planned", nil)
		id := m.session(name, "2026-06-02", "", "planned", nil)
		cal := readICS(t, m.ics(exchange.Scope{Pair: m.pairs[name]}))
		rec, err := m.st.Get(t.Context(), "employee", m.who[name])
		if err != nil {
			t.Fatal(err)
		}
		if got := eventOf(t, cal, id).get(t, "SUMMARY").value; !strings.HasPrefix(got, "Mentoring: "+rec.Label+" and M") {
			t.Errorf("%q reads %q", rec.Label, got)
		}
	}
	m.ics(exchange.Scope{})
}

func TestAnEmptyCalendarIsRefused(t *testing.T) {
	m := newMentored(t)
	var b bytes.Buffer
	err := exchange.Export(t.Context(), m.st, "session", &b, exchange.ICS, exchange.ExportOptions{})
	if err == nil || b.Len() > 0 {
		t.Error(err, b.String())
	}
	if err := exchange.Export(t.Context(), m.st, "skill", &b, exchange.ICS, exchange.ExportOptions{}); err == nil || b.Len() > 0 {
		t.Error("a calendar of skills", err)
	}
}

// A second implementation, where the machine has it: python3-icalendar.
func TestAnotherReaderSeesTheSameCalendar(t *testing.T) {
	python := ""
	for _, p := range []string{"python3", "/usr/bin/python3"} {
		if exec.CommandContext(t.Context(), p, "-c", "import icalendar, pytz").Run() == nil {
			python = p
		}
	}
	if python == "" {
		t.Skip("no python3-icalendar here")
	}
	m := newMentored(t)
	var want []string
	for place, name := range zones {
		for month := range 18 {
			day := store.DateOf(time.Date(2026, time.Month(1+month), 20, 0, 0, 0, 0, time.UTC))
			id := m.session("Mentee "+place, string(day), "10:30", "planned", nil)
			if name == "" {
				want = append(want, fmt.Sprintf("session-%d %s floating Mentoring: Mentee and Mentor of", id, string(day)+"T10:30:00"))
				continue
			}
			loc, err := time.LoadLocation(name)
			if err != nil {
				t.Fatal(err)
			}
			at, err := time.ParseInLocation("2006-01-02 15:04", string(day)+" 10:30", loc)
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, fmt.Sprintf("session-%d %s utc Mentoring: Mentee %s and Mentor of %s", id, at.UTC().Format("2006-01-02T15:04:05"), place, place))
		}
	}
	file := filepath.Join(t.TempDir(), "all.ics")
	if err := os.WriteFile(file, []byte(m.ics(exchange.Scope{})), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), python, filepath.Join("testdata", "read_ics.py"), file)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for l := range strings.SplitSeq(strings.TrimSpace(string(out)), "\n") {
		got[l] = true
	}
	if len(got) != len(want) {
		t.Errorf("%d events of %d", len(got), len(want))
	}
	for _, w := range want {
		if !got[w] {
			t.Errorf("the other reader does not see %s", w)
		}
	}
}
