package company

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// offered is what people can be enrolled in.
type offered struct {
	programs []widget.Option
	cycles   map[string][]widget.Option // by the program's name
}

func readOffered(ctx context.Context, db *store.Store) (offered, error) {
	o := offered{cycles: map[string][]widget.Option{}}
	programs, err := db.List(ctx, "program", store.ListFilter{})
	if err != nil {
		return o, err
	}
	for _, p := range programs {
		o.programs = append(o.programs, widget.Option{Value: p.Label, Label: text.Clean(p.Label), Hint: text.Clean(p.Values["description"])})
		cycles, err := db.List(ctx, "cycle", store.ListFilter{Parent: p.ID})
		if err != nil {
			return o, err
		}
		for _, c := range cycles {
			name := c.Values["name"]
			o.cycles[p.Label] = append(o.cycles[p.Label], widget.Option{Value: name, Label: text.Clean(name), Hint: text.Clean(c.Values["state"])})
		}
	}
	return o, nil
}

// enrols reports a file of enrolments.
func (m *mapping) enrols() bool { return m.target.Name == "enrolments" }

// saysSide reports that a column says who is mentor and who is mentee.
func (m *mapping) saysSide() bool {
	for _, c := range m.m.Columns {
		if c.To == "side" {
			return true
		}
	}
	return false
}

// unasked reports enrolments of which something is not known that the plan needs.
func (m *mapping) unasked() bool {
	return m.enrols() && (m.opt.Program == "" || (m.opt.Side == "" && !m.saysSide()))
}

// ask asks what the file does not say of its enrolments, with what can be guessed
// filled in, and goes on with then.
func (m *mapping) ask(then func() tea.Cmd) tea.Cmd {
	return m.withOffered(func(o offered) tea.Cmd {
		if len(o.programs) == 0 {
			return page.Send(page.Note{Text: "There is no program to enrol anybody in yet: apply one under Programs (p), then import", Bad: true})
		}
		m.prefill(o)
		return m.open("Who takes part in what", o, m.enrolFields(o), "Go on", then)
	})
}

func (m *mapping) withOffered(then func(offered) tea.Cmd) tea.Cmd {
	db := m.w.env.DB
	return page.Load(m.w.sc, &m.w.slot, func(ctx context.Context) (offered, error) { return readOffered(ctx, db) }, func(o offered, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return then(o)
	})
}

// prefill takes the only program, and the side from the file's name.
func (m *mapping) prefill(o offered) {
	if m.opt.Program == "" && len(o.programs) == 1 {
		m.opt.Program = o.programs[0].Value
	}
	if m.opt.Side == "" && !m.saysSide() {
		m.opt.Side = sideOf(m.sheet.Name)
	}
}

// sideOf is the side that a file's name tells, as mentors.csv does.
func sideOf(file string) string {
	words := strings.FieldsFunc(strings.ToLower(strings.TrimSuffix(file, filepath.Ext(file))), func(r rune) bool { return !unicode.IsLetter(r) })
	has := func(s string) bool { return slices.Contains(words, s) || slices.Contains(words, s+"s") }
	switch mentor, mentee := has("mentor"), has("mentee"); {
	case mentor && !mentee:
		return "mentor"
	case mentee && !mentor:
		return "mentee"
	}
	return ""
}

// enrolFields are the questions about enrolments.
func (m *mapping) enrolFields(o offered) []widget.Field {
	places := ""
	if m.opt.Places > 0 {
		places = strconv.Itoa(m.opt.Places)
	}
	return []widget.Field{
		{Name: "program", Label: "Program", Kind: widget.Ref, Options: o.programs, Value: m.opt.Program, Required: true},
		{Name: "cycle", Label: "Cycle", Kind: widget.Ref, Options: o.cycles[m.opt.Program], Value: m.opt.Cycle, Hint: "the newest open one", Help: "empty is the newest open one; it is made if there is none"},
		{Name: "side", Label: "As", Kind: widget.Choice, Value: m.opt.Side, Required: !m.saysSide(), Options: choice("mentor", "mentee"), Help: "where no column says it"},
		{
			Name: "places", Label: "Places", Kind: widget.Integer, Value: places, Hint: "as it is; 1 for new ones",
			Help: "how many people each can have at a time, where no column says it", Check: checkPlaces,
		},
	}
}

func checkPlaces(s string) string {
	if n, err := strconv.Atoi(s); err != nil || n < 1 || n > 99 {
		return "must be from 1 to 99"
	}
	return ""
}

// takeEnrol uses what the form says of enrolments.
func (m *mapping) takeEnrol(v map[string]string) {
	m.opt.Program, m.opt.Cycle, m.opt.Side = v["program"], v["cycle"], v["side"]
	m.opt.Places, _ = strconv.Atoi(v["places"]) // the form has checked it
}

// follow offers the cycles of the program that is chosen now, and drops a cycle
// that is none of it.
func (o offered) follow(f *widget.Form, was string) string {
	now := f.Value("program")
	if now == was {
		return was
	}
	f.SetOptions("cycle", o.cycles[now])
	if at := f.Value("cycle"); !slices.ContainsFunc(o.cycles[now], func(c widget.Option) bool { return c.Value == at }) {
		f.SetValue("cycle", "")
	}
	return now
}
