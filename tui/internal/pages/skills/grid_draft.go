package skills

import (
	"cmp"
	"slices"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// gridAt is one employee in one skill.
type gridAt struct{ employee, skill int64 }

// draft is a level that was typed and is not written yet.
type draft struct {
	level        int
	now, self    store.Seen // the level, and what they say themselves, when it was typed
	version      string
	refused      string // why it was not written, "" if nothing is known against it
	person, name string // whose, and of which skill
}

// batch is what is written at once: its levels, with what holds for all of them. It
// outlives a reading of other people, so that several teams can be written together.
type batch struct {
	source, date, evidence string
	drafts                 map[gridAt]*draft
	sorted                 []gridAt // the cells in order; nil after a change
	bad                    int      // how many of them there is something against
}

func newBatch() *batch { return &batch{source: "manager", drafts: map[gridAt]*draft{}} }

// sources are who can say a level here. Training and imports write theirs elsewhere.
func sources() []string { return []string{"manager", "self", "assessment"} }

// nextSource is the one after the present one.
func (b *batch) nextSource() string {
	return sources()[(slices.Index(sources(), b.source)+1)%len(sources())]
}

// order lists the cells of the batch by person, then by skill. It is asked for at every
// drawing, and sorts after a change only.
func (b *batch) order() []gridAt {
	if b.sorted != nil {
		return b.sorted
	}
	b.sorted, b.bad = make([]gridAt, 0, len(b.drafts)), 0
	for at, d := range b.drafts {
		b.sorted = append(b.sorted, at)
		if d.refused != "" {
			b.bad++
		}
	}
	slices.SortFunc(b.sorted, func(x, y gridAt) int {
		return cmp.Or(cmp.Compare(x.employee, y.employee), cmp.Compare(x.skill, y.skill))
	})
	text.SortFunc(b.sorted, func(at gridAt) string { return b.drafts[at].name })
	text.SortFunc(b.sorted, func(at gridAt) string { return b.drafts[at].person })
	return b.sorted
}

// changed says that the batch is another now, or what there is against it.
func (b *batch) changed() { b.sorted = nil }

// ratings is the batch as the store takes it, in the order of the cells.
func (b *batch) ratings(order []gridAt) []store.NewRating {
	out := make([]store.NewRating, len(order))
	for i, at := range order {
		d := b.drafts[at]
		out[i] = store.NewRating{
			Employee: at.employee, Skill: at.skill, Level: d.level, Source: b.source,
			Date: b.date, Evidence: b.evidence, Version: d.version,
		}
	}
	return out
}

// refusals counts what there is something against.
func (b *batch) refusals() int {
	b.order()
	return b.bad
}

// look compares what was typed with what is there now: a level that was typed over
// another than is there now would be written blindly.
func (b *batch) look(g *store.RatingGrid) {
	b.changed()
	for i, p := range g.People {
		for j, k := range g.Skills {
			d, c := b.drafts[gridAt{p.ID, k.ID}], &g.Cells[i][j]
			if d != nil && d.version != c.Version {
				d.refused = "was rated meanwhile, in another window: " + seenWords(c.Current) + ". Type the level again to write it all the same, or take it back"
			}
		}
	}
}

// before is what a cell had by the source of the batch: a self-rating stands beside what
// others say, and does not take its place.
func (b *batch) before(now, self store.Seen) store.Seen {
	if b.source == "self" {
		return self
	}
	return now
}

// words say what holds for the whole batch.
func (b *batch) words() string {
	said := "by " + b.source + ", "
	if said += b.date; b.date == "" {
		said += "today"
	}
	if e := strings.ReplaceAll(text.Clean(b.evidence), "\n", " "); e != "" {
		return said + ", evidence: " + e
	}
	return said + ", no evidence"
}

// seenWords say a rating: 3 practitioner, manager 2026-03-01.
func seenWords(s store.Seen) string {
	if s.ID == 0 {
		return "not rated"
	}
	return itoa(s.Level) + " " + store.LevelName(s.Level) + ", " + s.Source + " " + string(s.Date)
}
