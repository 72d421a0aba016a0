package kindform

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// Children lists the kinds that hang from a kind.
func Children(k *store.Kind) []*store.Kind {
	var out []*store.Kind
	for _, c := range store.Kinds() {
		if c.Parent == "" {
			continue
		}
		if col, ok := c.Column(c.Parent); ok && col.Ref == k.Name {
			out = append(out, c)
		}
	}
	return out
}

// View of one record: what it is, and the lists of what hangs from it.
type View struct {
	Rec      store.Record
	Kinds    []*store.Kind                                             // the lists; nil is all that hang from it
	ReadOnly map[string]string                                         // by kind: why nothing is changed here
	Open     func(*page.Scope, *store.Kind) func(store.Record) tea.Cmd // what Enter does in a list; may be nil
}

// Record shows a View as a page of its own.
type Record struct {
	page.Base
	env   Env
	sc    *page.Scope
	v     View
	lists []*Browser
	at    int
	facts int // lines above the lists in the last View
}

// OpenRecord opens the page of a record.
func OpenRecord(env Env, sc *page.Scope, v View) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page { return NewRecord(env, own, v) }})
}

// NewRecord makes the page.
func NewRecord(env Env, sc *page.Scope, v View) *Record {
	p := &Record{env: env, sc: sc, v: v}
	if v.Kinds == nil {
		v.Kinds = Children(v.Rec.Kind)
	}
	for _, k := range v.Kinds {
		l := List{Kind: k, Parent: v.Rec.ID, Of: v.Rec.Label, ReadOnly: v.ReadOnly[k.Name]}
		if v.Open != nil {
			l.Open = v.Open(sc, k)
		}
		if l.Open == nil && len(Children(k)) > 0 && l.ReadOnly == "" {
			l.Open = func(r store.Record) tea.Cmd { return OpenRecord(env, sc, View{Rec: r}) }
			l.OpenWord = Children(k)[0].Plural
		}
		p.lists = append(p.lists, NewBrowser(env, sc, l))
	}
	return p
}

// Title is the record's name.
func (p *Record) Title() string { return p.v.Rec.Label }

// Init reads the lists.
func (p *Record) Init() tea.Cmd {
	cmds := make([]tea.Cmd, 0, len(p.lists))
	for _, b := range p.lists {
		cmds = append(cmds, b.Load())
	}
	return tea.Batch(cmds...)
}

func (p *Record) here() *Browser { return p.lists[p.at] }

// Actions are those of the list in front.
func (p *Record) Actions() []page.Action {
	acts := p.here().Actions()
	if len(p.lists) > 1 && !p.here().filter.Typing() {
		acts = append(
			acts,
			page.Act("Go to the next list", "next list", func() tea.Cmd { return p.turn(1) }, "tab").In(page.Moving).Hinted(5),
			page.Act("Go to the previous list", "list before", func() tea.Cmd { return p.turn(-1) }, "shift+tab").In(page.Moving),
		)
	}
	return acts
}

func (p *Record) turn(by int) tea.Cmd {
	p.at = (p.at + by + len(p.lists)) % len(p.lists)
	return nil
}

// Capturing is that of the list in front.
func (p *Record) Capturing() page.Capture { return p.here().Capturing() }

// Changed reloads the lists that a change touched.
func (p *Record) Changed(tables []string) tea.Cmd {
	cmds := make([]tea.Cmd, 0, len(p.lists))
	for _, b := range p.lists {
		cmds = append(cmds, b.Changed(tables))
	}
	return tea.Batch(cmds...)
}

// Update hands on to the list in front.
func (p *Record) Update(msg tea.Msg) tea.Cmd {
	if c, ok := msg.(page.Click); ok {
		return p.here().Update(page.Click{X: c.X, Y: c.Y - p.facts})
	}
	return p.here().Update(msg)
}

// View draws facts, tabs and the list in front.
func (p *Record) View(w, h int) string {
	lines := widget.KeyValue(p.env.Theme, w, Facts(p.env, p.v.Rec)...)
	lines = lines[:min(len(lines), max(0, h/3))]
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	if len(p.lists) > 1 {
		lines = append(lines, p.tabs(w))
	}
	p.facts = len(lines)
	return widget.Fit(strings.Join(append(lines, p.here().View(w, h-len(lines))), "\n"), w, h)
}

func (p *Record) tabs(w int) string {
	names := make([]string, len(p.lists))
	for i, b := range p.lists {
		names[i] = b.list.Kind.Title
	}
	return Tabs(p.env.Theme, names, p.at, w)
}

// Facts are the values of a record that say something.
func Facts(_ Env, r store.Record) []widget.Pair {
	var out []widget.Pair
	for _, c := range r.Kind.Columns {
		if v := r.Shared(c); v != "" && c.Name != "name" && c.Name != "rank" {
			out = append(out, widget.Pair{Label: c.Title, Value: text.CleanLines(inWords(c, v))})
		}
	}
	return out
}
