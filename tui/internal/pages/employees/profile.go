package employees

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/pairact"
	"understudy/tui/internal/widget"
)

// tab is one part of a profile.
type tab struct {
	title string
	read  func(ctx context.Context, db *store.Store, who row) ([]group, error)
	sheet sheet
}

// lifeTitle is short, so that most tabs fit beside the table at 120 columns.
const lifeTitle = "Life"

// profile shows all that is known of one employee, a tab at a time.
type profile struct {
	env     kindform.Env
	sc      *page.Scope
	id      int64 // who is asked for
	who     row   // who is shown
	tabs    []tab
	tab     int
	read    int // the tab that was read for who, -1 for none
	focused bool
	leave   func() tea.Cmd // what lies beyond the first and the last tab
	only    string         // what the life line is narrowed to
	top     int            // lines above the sheet in the last View
	bar, w  int            // the line of the tabs, and how wide it was

	slot, opening page.Slot
}

func newProfile(env kindform.Env, sc *page.Scope) *profile {
	return &profile{env: env, sc: sc, read: -1, tabs: []tab{
		{title: "Overview", read: overview},
		{title: "Skills", read: skills},
		{title: lifeTitle, read: lifeLine},
		{title: "Growth", read: growth},
		{title: "Wishes", read: wishes},
		{title: "Programs", read: programs},
		{title: "Notes", read: notes},
	}}
}

func (p *profile) sheet() *sheet { return &p.tabs[p.tab].sheet }

// of shows an employee. Until they are read, the one before stays.
func (p *profile) of(id int64) tea.Cmd {
	if id == p.id && p.read == p.tab {
		return nil
	}
	if id == 0 {
		p.id, p.who, p.read = 0, row{}, -1
		p.slot.Stop()
		return nil
	}
	p.id = id
	return p.load()
}

// refresh reads the same again, after a change.
func (p *profile) refresh() tea.Cmd {
	if p.id == 0 {
		return nil
	}
	return p.load()
}

func (p *profile) load() tea.Cmd {
	type answer struct {
		who    row
		groups []group
	}
	db, id, at := p.env.DB, p.id, p.tab
	read := p.tabs[at].read
	return page.Load(p.sc, &p.slot, func(ctx context.Context) (answer, error) {
		who, err := db.Employee(ctx, id)
		if err != nil {
			return answer{}, err
		}
		groups, err := read(ctx, db, who)
		return answer{who, groups}, err
	}, func(a answer, err error) tea.Cmd {
		if errors.Is(err, context.Canceled) {
			return nil // nobody is looked at any more
		}
		if err != nil {
			return page.Fail(err)
		}
		if a.who.ID != p.who.ID {
			for i := range p.tabs {
				p.tabs[i].sheet = sheet{}
			}
		}
		p.who, p.read = a.who, at
		p.tabs[at].sheet.set(p.narrowed(a.groups))
		return nil
	})
}

// turn goes to another tab, and beyond the last one back to the table.
func (p *profile) turn(by int) tea.Cmd {
	if to := p.tab + by; to < 0 || to >= len(p.tabs) {
		p.tab = 0
		return tea.Batch(p.leave(), p.of(p.id))
	}
	p.tab += by
	return p.load()
}

func (p *profile) click(x, y int) tea.Cmd {
	if y == p.bar {
		if i := kindform.TabAt(p.titles(), p.tab, p.w, x); i >= 0 {
			p.tab = i
			return p.load()
		}
	}
	p.sheet().click(y - p.top)
	return nil
}

func (p *profile) titles() []string {
	out := make([]string, len(p.tabs))
	for i, t := range p.tabs {
		out[i] = t.title
	}
	return out
}

func (p *profile) actions() []page.Action {
	s := p.sheet()
	g, l, ok := s.selected()
	acts := append(
		page.Nav(s),
		page.Act("Go to the next tab", "next tab", func() tea.Cmd { return p.turn(1) }, "tab").In(page.Moving).Hinted(6),
		page.Act("Go to the previous tab", "tab before", func() tea.Cmd { return p.turn(-1) }, "shift+tab").In(page.Moving),
	)
	noAdd, what := g.noAdd, "fact"
	if g.kind != "" {
		what = kind(g.kind).Name
	} else if noAdd == "" {
		noAdd = "nothing is added here"
	}
	const nothing = "there is nothing under the cursor"
	acts = append(
		acts,
		page.Act("Add: "+what, "add "+what, func() tea.Cmd { return p.add(g, l) }, page.KeyAdd).Unless(noAdd).Hinted(8),
		p.editAction(g, l, ok).Hinted(7),
		page.Act("Remove what is under the cursor", "remove", func() tea.Cmd { return p.remove(l) }, page.KeyDelete).
			If(ok && l.id != 0, nothing).Unless(l.stays).Hinted(5),
		page.Act("Copy what is under the cursor", "copy", func() tea.Cmd {
			return kindform.Copy(strings.TrimSpace(text.Clean(l.left)+"\t"+text.Clean(l.right)), "it")
		}, page.KeyCopy).If(ok, nothing).In("Take along"),
	)
	if l.at != nil {
		key, where := "4", "Mentoring"
		if l.at.Placement+l.at.Application != 0 {
			key, where = "5", "Rotations"
		}
		acts = append(acts, page.Act("Open it on the page "+where, "open", func() tea.Cmd {
			return p.sc.Send(page.Goto{Key: key, Arg: *l.at})
		}, page.KeyOpen).Hinted(8))
		if l.at.Pair != 0 {
			on := pairact.On{Env: p.env, Sc: p.sc, Slot: &p.opening, Pair: l.at.Pair}
			acts = append(acts, page.Act("Log a session of the pair", "log a session", on.Log, pairact.KeyLog).Hinted(7))
		}
	}
	if p.tabs[p.tab].title == lifeTitle {
		word := "only: " + p.only
		if p.only == "" {
			word = "all events"
		}
		acts = append(acts, page.Act("Show one kind of event after another", word, p.nextOnly, "f").In("Look").Hinted(5))
	}
	return acts
}

// editAction has Enter too, unless Enter opens the pair or the cycle.
func (p *profile) editAction(g group, l line, ok bool) page.Action {
	keys := []string{page.KeyEdit}
	if l.at == nil {
		keys = append(keys, page.KeyOpen)
	}
	return page.Act("Edit what is under the cursor", "edit", func() tea.Cmd { return p.edit(g, l) }, keys...).
		If(ok && (l.id != 0 || len(l.suggest) > 0), "there is nothing under the cursor").Unless(l.fixed)
}

// add opens the form of the cursor's group, with the employee settled.
func (p *profile) add(g group, l line) tea.Cmd {
	preset := map[string]string{}
	if _, ok := kind(g.kind).Column("employee_id"); ok && g.kind != "preference" {
		preset["employee_id"] = kindform.RefValue(p.who.ID)
	}
	for n, v := range g.preset {
		preset[n] = v
	}
	of := g.of
	if of == "" {
		of = p.who.Name
	}
	return kindform.OpenForm(p.env, p.sc, kindform.Spec{Kind: kind(g.kind), Preset: preset, Suggest: l.suggest, Of: text.Clean(of)})
}

// edit opens the record behind the line; where there is none yet, such as a
// rating of a skill that is asked for, it adds one.
func (p *profile) edit(g group, l line) tea.Cmd {
	if l.id == 0 || l.kind == "" {
		return p.add(g, l)
	}
	return editRecord(p.env, p.sc, &p.opening, l.kind, l.id)
}

func (p *profile) remove(l line) tea.Cmd {
	db := p.env.DB
	return page.Save(p.sc, func(ctx context.Context) (store.Change, error) {
		return db.Archive(ctx, l.kind, true, l.id)
	}, func(err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return nil
	})
}

// nextOnly narrows the life line to the next kind of event, then to none.
func (p *profile) nextOnly() tea.Cmd {
	all := eventKinds()
	i := slices.Index(all, p.only)
	p.only = append(all, "")[i+1]
	return p.load()
}

// narrowed leaves out the events that are not looked at.
func (p *profile) narrowed(groups []group) []group {
	if p.tabs[p.tab].title != lifeTitle || p.only == "" {
		return groups
	}
	for i, g := range groups {
		groups[i].title = "Only: " + p.only + " (f shows the next)"
		groups[i].none = "Nothing of this kind."
		groups[i].lines = slices.DeleteFunc(g.lines, func(l line) bool { return !strings.HasPrefix(l.left[min(12, len(l.left)):], p.only) })
	}
	return groups
}

// view draws name, tabs and the sheet.
func (p *profile) view(w, h int) string {
	th := p.env.Theme
	if p.who.ID == 0 {
		return widget.Empty{What: "Nobody is chosen.", Why: "Here is all that is known of the employee under the cursor."}.View(th, w, h)
	}
	name := th.Title
	if p.focused {
		name = th.Accent
	}
	lines := []string{name.Render(text.Cut(text.Clean(p.who.Name), w))}
	if h >= 16 {
		lines = append(lines, th.Dim.Render(text.Cut(text.Clean(standing(p.who)), w)), "")
	}
	p.w, p.bar = w, len(lines)
	lines = append(lines, kindform.Tabs(th, p.titles(), p.tab, w))
	if h >= 16 {
		lines = append(lines, "")
	}
	p.top = len(lines)
	body := widget.Fit("  "+th.Dim.Render("Reading…"), w, h-len(lines))
	if p.read == p.tab || len(p.sheet().entries) > 0 {
		body = p.sheet().view(th, p.focused, w, h-len(lines))
	}
	return widget.Fit(strings.Join(append(lines, body), "\n"), w, h)
}

// standing says in a line what someone does, where, and that they left.
func standing(r row) string {
	var parts []string
	for _, s := range []string{roleOf(r), r.Grade, r.Team, r.Location} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if r.LeftOn != "" {
		parts = append(parts, "left on "+string(r.LeftOn))
	}
	if len(parts) == 0 {
		return "no position is known"
	}
	return strings.Join(parts, " · ")
}
