package exchange

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/emersion/go-ical"

	"understudy/store"
	"understudy/store/text"
)

// RotationScope narrows an export of placements; its zero value selects all. Of a
// manager's people only what a manager may know is told: see readMine.
type RotationScope struct {
	Plan     int64
	Employee int64 // placed, or the host
	Team     int64 // that hosts or sends, by today's positions
	Manager  int64 // placements with someone of this manager's line, placed or hosting
}

// ExportRotation writes placements: as CSV or JSON one a row, as Markdown with a part for
// each host team, or as a calendar of their days and check-ins. Cancelled ones are in the
// calendar alone, which has to take them back.
func ExportRotation(ctx context.Context, st *store.Store, w io.Writer, f Format, sc RotationScope, opt ExportOptions) error {
	m, err := readMine(ctx, st, Scope{Manager: sc.Manager})
	if err != nil {
		return err
	}
	if f == ICS {
		return rotationCalendar(ctx, st, w, m, sc)
	}
	list, err := st.Placements(ctx, store.PlacementFilter{Plan: sc.Plan, Kept: true})
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(p store.PlacementRow) bool { return !sc.has(m, p) })
	t := placementTable(m, list)
	switch f {
	case JSON:
		return t.json(w)
	case Markdown:
		return rotationPage(w, m, list)
	}
	return t.csv(w, opt)
}

// has tells whether a placement is of the scope.
func (sc RotationScope) has(m mine, p store.PlacementRow) bool {
	return (sc.Employee == 0 || p.EmployeeID == sc.Employee || p.HostID == sc.Employee) &&
		(sc.Team == 0 || p.TeamID == sc.Team || p.HomeTeamID == sc.Team) && (m.theirs(p.EmployeeID) || p.HostID != 0 && m.theirs(p.HostID))
}

func placementTable(m mine, list []store.PlacementRow) *table {
	t := &table{title: "Placements"}
	t.column("Id", "id", true)
	for _, h := range []string{"Plan", "Employee", "Home team", "Manager", "Seat", "Host team", "Location", "Skill", "Host", "Starts", "Ends", "State", "Consents lacking", "Begun", "Ended", "Then"} {
		t.column(h, key(h), false)
	}
	numbers := []string{"Check-ins held", "Handed over", "To hand over"}
	if !m.manager() {
		numbers = append(numbers, "Level before", "Level after", "Host's score", "Rotatee's score")
	}
	for _, h := range numbers {
		t.column(h, strings.NewReplacer("-", "_", "'", "").Replace(key(h)), true)
	}
	if !m.manager() {
		t.column("Reason", "reason", false)
		t.column("Learned", "learned", false)
	}
	some := func(n, none int) string {
		if n == none {
			return ""
		}
		return strconv.Itoa(n)
	}
	for _, p := range list {
		if !m.theirs(p.EmployeeID) {
			p.HomeTeam, p.Manager = "", ""
		}
		lacks := ""
		if p.Ahead() {
			lacks = strings.Join(p.Lacks(), ", ")
		}
		row := []string{strconv.FormatInt(p.ID, 10)}
		for _, v := range []string{
			p.Plan, p.Employee, p.HomeTeam, p.Manager, p.Seat, p.Team, p.Location, p.Skill, p.Host, string(p.Starts), string(p.Ends), p.State, lacks,
			string(p.Begun), string(p.Ended), p.Outcome,
		} {
			row = append(row, text.Clean(v))
		}
		row = append(row, strconv.Itoa(p.Held), strconv.Itoa(p.OutDone), strconv.Itoa(p.Out))
		if !m.manager() {
			row = append(row, some(p.Before, -1), some(p.After, -1), some(p.HostSaid, 0), some(p.RotateeSaid, 0), text.Clean(p.EndReason), text.CleanLines(p.Learned))
		}
		t.rows = append(t.rows, row)
	}
	return t
}

// rotationPage writes a part for each host team, by name, with its placements in time.
func rotationPage(w io.Writer, m mine, list []store.PlacementRow) error {
	b := bufio.NewWriter(w)
	title := "Placements"
	if len(list) > 0 && !slices.ContainsFunc(list, func(p store.PlacementRow) bool { return p.PlanID != list[0].PlanID }) {
		title = list[0].Plan
	}
	_, _ = fmt.Fprintf(b, "# %s\n", text.Markdown(title)) // Flush reports what failed
	text.SortFunc(list, func(p store.PlacementRow) string { return p.Team })
	for i, p := range list {
		if i == 0 || p.TeamID != list[i-1].TeamID {
			_, _ = fmt.Fprintf(b, "\n## %s\n\n| From | To | Who | Home team | Seat | Learns | Host | State |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n", text.Markdown(p.Team))
		}
		home := p.HomeTeam
		if !m.theirs(p.EmployeeID) {
			home = ""
		}
		first, last := p.Days()
		state := p.State
		if lacks := p.Lacks(); p.Ahead() && len(lacks) > 0 {
			state += ", waits for the " + strings.Join(lacks, " and the ")
		}
		cells := []string{string(first), string(last), p.Employee, home, p.Seat, p.Skill, p.Host, state}
		for i := range cells {
			cells[i] = text.Markdown(cells[i])
		}
		_, _ = b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	if len(list) == 0 {
		_, _ = b.WriteString("\nNobody is placed.\n")
	}
	return b.Flush()
}

// rotationCalendar writes the days of placements and their check-ins.
func rotationCalendar(ctx context.Context, st *store.Store, w io.Writer, m mine, sc RotationScope) error {
	id, spans, err := st.PlacementCalendar(ctx, store.PlacementFilter{Plan: sc.Plan})
	if err != nil {
		return err
	}
	_, met, err := st.Calendar(ctx, store.SessionFilter{Plan: sc.Plan})
	if err != nil {
		return err
	}
	title, shown := "Rotations", map[int64]bool{}
	spans = slices.DeleteFunc(spans, func(p store.CalendarPlacement) bool {
		shown[p.ID] = sc.has(m, p.PlacementRow)
		return !shown[p.ID]
	})
	met = slices.DeleteFunc(met, func(v store.CalendarSession) bool { return !shown[v.Placement] })
	if len(spans) == 0 {
		return fmt.Errorf("%w: there is no placement to put into a calendar", store.ErrNotFound)
	}
	if sc.Plan != 0 {
		title = spans[0].Plan
	}
	cal := calendar(title, id, met, nil, m.theirs)
	for _, p := range spans {
		cal.Children = append(cal.Children, placementEvent(id, p))
	}
	return encodeCalendar(w, cal)
}

// placementSpans are the placements of a calendar that is of no program, cycle or pair.
func placementSpans(ctx context.Context, st *store.Store, m mine) ([]store.CalendarPlacement, error) {
	if m.sc.Program != 0 || m.sc.Cycle != 0 || m.sc.Pair != 0 {
		return nil, nil
	}
	_, list, err := st.PlacementCalendar(ctx, store.PlacementFilter{})
	return slices.DeleteFunc(list, func(p store.CalendarPlacement) bool {
		first, last := p.Days()
		return !(RotationScope{Employee: m.sc.Employee}).has(m, p.PlacementRow) || m.sc.From != "" && last < m.sc.From || m.sc.To != "" && first > m.sc.To
	}), err
}

// placementEvent is a placement as a span of whole days, which takes none of them: who is
// in a seat can be met there. What is only proposed is tentative.
func placementEvent(id string, p store.CalendarPlacement) *ical.Component {
	e := ical.NewComponent(ical.CompEvent)
	e.Props.SetText(ical.PropUID, fmt.Sprintf("placement-%d@%s.understudy", p.ID, strings.ToLower(id)))
	set(e, ical.PropSequence, strconv.Itoa(p.Sequence))
	set(e, ical.PropDateTimeStamp, p.Revised.Format("20060102T150405Z"))
	e.Props.SetText(ical.PropSummary, "Rotation: "+text.Clean(p.Employee)+" in "+text.Clean(p.Team))
	about := text.Clean(p.Plan) + ", " + text.Clean(p.Seat) + "\nLearns " + text.Clean(p.Skill)
	if p.Host != "" {
		about += "\nHost: " + text.Clean(p.Host)
	}
	status := ical.EventConfirmed
	switch {
	case p.State == "cancelled":
		status = ical.EventCancelled
	case p.Ahead():
		status = ical.EventTentative
	}
	e.Props.SetText(ical.PropDescription, about)
	set(e, ical.PropStatus, string(status))
	first, last := p.Days()
	setDate(e, ical.PropDateTimeStart, strings.ReplaceAll(string(first), "-", ""))
	setDate(e, ical.PropDateTimeEnd, strings.ReplaceAll(string(last.Add(1)), "-", ""))
	set(e, ical.PropTransparency, "TRANSPARENT")
	return e
}
