package company

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// shown is how many rows of a change are told one by one; an import has more
// than anybody reads.
const shown = 300

// changePage tells what one change did, row by row.
type changePage struct {
	page.Base
	env    kindform.Env
	sc     *page.Scope
	change store.Change
	scroll *widget.Scroll
	rows   []told
	slot   page.Slot
	w      int
	loaded bool
}

// told is one row of a change in words.
type told struct {
	head string      // "Team Payments: edited"
	body [][3]string // column, before, after
}

func openChange(env kindform.Env, sc *page.Scope, c store.Change) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page {
		return &changePage{env: env, sc: own, change: c, scroll: widget.NewScroll(env.Theme)}
	}})
}

func (p *changePage) Title() string { return "History › " + p.change.Label }

func (p *changePage) Init() tea.Cmd {
	db, id := p.env.DB, p.change.ID
	return page.Load(p.sc, &p.slot, func(ctx context.Context) ([]told, error) {
		images, err := db.Images(ctx, id, shown)
		return teller{db: db, labels: map[string]string{}}.all(ctx, images), err
	}, func(rows []told, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		p.rows, p.loaded, p.w = rows, true, 0
		return nil
	})
}

func (p *changePage) Actions() []page.Action {
	acts := page.Nav(p.scroll)
	return append(acts, page.Act("Undo this change alone", "undo this one", func() tea.Cmd { return reverse(p.env, p.sc, p.change) }, "U").Hinted(8))
}

func (p *changePage) Update(msg tea.Msg) tea.Cmd {
	if w, ok := msg.(page.Wheel); ok {
		p.scroll.Move(w.Rows)
	}
	if _, ok := msg.(page.Restyled); ok {
		p.w = 0
	}
	return nil
}

func (p *changePage) View(w, h int) string {
	if p.w != w {
		p.scroll.SetLines(p.lines(w))
		p.w = w
	}
	return p.scroll.View(w, h)
}

func (p *changePage) lines(w int) []string {
	th, c := p.env.Theme, p.change
	lines := []string{
		th.Title.Render(text.Cut(text.Clean(c.Label), w)),
		th.Dim.Render(text.Cut(fmt.Sprintf("%s%s · %s", c.At.Format("Mon 2 Jan 2006 15:04"), by(c.Actor), rows(int(c.Rows))), w)),
		"",
	}
	if !p.loaded {
		return append(lines, th.Dim.Render("Reading…"))
	}
	for _, r := range p.rows {
		lines = append(lines, r.lines(th, w)...)
	}
	if int(c.Rows) > len(p.rows) {
		lines = append(lines, th.Dim.Render(fmt.Sprintf("and %s more", rows(int(c.Rows)-len(p.rows)))))
	}
	return lines
}

func by(actor string) string {
	if actor = text.Clean(actor); actor != "" {
		return " by " + actor
	}
	return ""
}

func (r told) lines(th *theme.Styles, w int) []string {
	lines := []string{text.Cut(r.head, w)}
	for _, v := range r.body {
		arrow := v[1] + " " + th.Glyph.Arrow + " " + v[2]
		switch {
		case v[1] == "":
			arrow = v[2]
		case v[2] == "":
			arrow = v[1] + " " + th.Glyph.Arrow + " (empty)"
		}
		for i, line := range text.Wrap(v[0]+": "+arrow, max(1, w-4)) {
			if name, rest, ok := strings.Cut(line, ": "); ok && i == 0 {
				line = th.Dim.Render(name+":") + " " + rest
			}
			lines = append(lines, "    "+line)
		}
	}
	return append(lines, "")
}

// teller puts row images into words; names of other records are looked up once.
type teller struct {
	db     *store.Store
	labels map[string]string
}

func (t teller) all(ctx context.Context, images []store.Image) []told {
	out := make([]told, 0, len(images))
	for _, im := range images {
		out = append(out, t.one(ctx, im))
	}
	return out
}

func (t teller) one(ctx context.Context, im store.Image) told {
	act, now := "changed", im.After
	switch {
	case im.Before == nil:
		act = "added"
	case im.After == nil:
		act, now = "removed", im.Before
	}
	k := kindOfTable(im.Table)
	name := strings.ReplaceAll(im.Table, "_", " ")
	if k != nil {
		name = k.Name
	}
	label := t.label(ctx, k, im.ID, now)
	r := told{head: upper(name) + " " + label + ": " + act}
	for _, c := range columnsOf(k, now) {
		before, after := t.value(ctx, c, im.Before), t.value(ctx, c, im.After)
		if before == after || im.Before == nil && (after == "" || c.Name == "archived" && after == "no") || im.After == nil && (before == "" || c.Name == "archived" && before == "no") {
			continue
		}
		if k != nil && k.Hides(c) {
			before, after = unshown(before), unshown(after)
		}
		r.body = append(r.body, [3]string{c.Title, before, after})
	}
	return r
}

// unshown stands for a value that stays with its record.
func unshown(s string) string {
	if s == "" {
		return ""
	}
	return "(not shown)"
}

// columnsOf are the columns to tell of: those of the kind, and for what no kind
// describes those of the image.
func columnsOf(k *store.Kind, image map[string]any) []store.Column {
	if k != nil {
		out := slices.Clone(k.Columns)
		if k.Archives {
			out = append(out, store.Column{Name: "archived", Title: "Archived", Type: store.Bool})
		}
		return out
	}
	var out []store.Column
	for n := range image {
		if n != "id" {
			out = append(out, store.Column{Name: n, Title: strings.ReplaceAll(n, "_", " ")})
		}
	}
	slices.SortFunc(out, func(a, b store.Column) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// label is the present name of a record, or the one in its image when it is gone.
func (t teller) label(ctx context.Context, k *store.Kind, id int64, image map[string]any) string {
	if k != nil {
		if l := t.named(ctx, k.Name, id); l != "" {
			return l
		}
	}
	if s, ok := image["name"].(string); ok {
		return text.Clean(s)
	}
	return fmt.Sprintf("#%d", id)
}

func (t teller) named(ctx context.Context, kind string, id int64) string {
	key := fmt.Sprintf("%s#%d", kind, id)
	if l, ok := t.labels[key]; ok {
		return l
	}
	r, err := t.db.Get(ctx, kind, id)
	if err == nil {
		t.labels[key] = text.Clean(r.Label)
	}
	return t.labels[key]
}

func (t teller) value(ctx context.Context, c store.Column, image map[string]any) string {
	v := image[c.Name]
	n, isNumber := whole(v)
	switch {
	case v == nil:
		return ""
	case c.Type == store.Ref && isNumber:
		if l := t.named(ctx, c.Ref, n); l != "" {
			return l
		}
		return fmt.Sprintf("#%d", n)
	case c.Type == store.Points && isNumber:
		return store.FormatPoints(n)
	case c.Type == store.Clock && isNumber:
		return store.FormatClock(n)
	case c.Type == store.Bool && isNumber:
		return map[bool]string{true: "yes", false: "no"}[n != 0]
	}
	if isNumber {
		return fmt.Sprint(n)
	}
	return text.Clean(shorten(fmt.Sprint(v)))
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 500 {
		return string(r[:500]) + "…"
	}
	return s
}

// whole reads a number of an image, however JSON gave it.
func whole(v any) (int64, bool) {
	switch v := v.(type) {
	case int64:
		return v, true
	case float64:
		return int64(v), v == float64(int64(v))
	case json.Number:
		n, err := v.Int64()
		return n, err == nil
	}
	return 0, false
}

func kindOfTable(table string) *store.Kind {
	for _, k := range store.Kinds() {
		if k.Table == table {
			return k
		}
	}
	return nil
}

func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
