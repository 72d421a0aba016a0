package demo

import (
	"context"
	"strconv"
	"strings"

	"understudy/store"
)

// domain is one that nobody can own.
const domain = "@ternway.example"

// add queues one row; see store.Bulk.
type add func(vals ...any) error

// writer writes a world into one change, table by table: what a row names stands
// before it, and each table's pages stay together.
type writer struct {
	*world
	ctx         context.Context //nolint:containedctx // the life of one Fill
	tx          *store.Tx
	done, total int
	tally       *tally // of those whose ratings are written
	aimed       []aim
	plans       []*rotationPlan
	assigned    []stretch
	learnt      []learnt // by placements
	placement   int64    // the id of the next one
	label       string   // of the change
}

// progressEvery is how many people pass between two reports.
const progressEvery = 2000

func (w *world) write(ctx context.Context, tx *store.Tx) error {
	out := &writer{world: w, ctx: ctx, tx: tx, tally: w.newTally(), placement: 1, label: label(w.opt)}
	lists := []func() error{out.company, out.skillLists, out.jobLists, out.teamList, out.levelRows, out.holidayRows}
	people := out.perPerson()
	out.total = (len(people) + 1) * len(w.people)
	for _, list := range lists {
		if err := list(); err != nil {
			return err
		}
	}
	for _, t := range people {
		if err := out.each(t); err != nil {
			return err
		}
	}
	if err := out.planRotations(); err != nil {
		return err
	}
	if err := tx.SetCurrentLevels(1); err != nil {
		return err
	}
	out.progress(len(w.people))
	for _, f := range []func() error{out.strategy, out.programRows, out.rotationRows, out.lunchRows, out.gapActions} {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) progress(n int) {
	w.done += n
	if w.opt.Progress != nil {
		w.opt.Progress(w.done, w.total)
	}
}

// rows writes one table.
func (w *writer) rows(table string, cols []string, fill func(add) error) error {
	b := w.tx.Bulk(table, cols...)
	if err := fill(b.Add); err != nil {
		return err
	}
	return b.Flush()
}

// table is what each person has in one table.
type table struct {
	name string
	cols []string
	of   func(i int, put add) error
}

func (w *writer) each(t table) error {
	return w.rows(t.name, t.cols, func(put add) error {
		for i := range w.people {
			if err := t.of(i, put); err != nil {
				return err
			}
			if (i+1)%progressEvery == 0 {
				w.progress(progressEvery)
				if err := w.ctx.Err(); err != nil {
					return err
				}
			}
		}
		w.progress(len(w.people) % progressEvery)
		return nil
	})
}

// list writes a table of names.
func (w *writer) list(table string, names []string) error {
	return w.rows(table, []string{"name"}, func(put add) error {
		for _, n := range names {
			if err := put(n); err != nil {
				return err
			}
		}
		return nil
	})
}

// id is the row of the i-th of a list, which were written in order.
func id[T int | int8 | int16 | int32](i T) int64 { return int64(i) + 1 }

// date is how the database keeps a day; 0 is NULL.
func date(day int32) any {
	if day == 0 {
		return nil
	}
	return string(store.DateFromDays(day))
}

func (w *writer) company() error {
	if err := w.list("market", w.markets); err != nil {
		return err
	}
	if err := w.list("language", w.languages); err != nil {
		return err
	}
	if err := w.rows("location", []string{"name", "country", "market_id", "time_zone"}, func(put add) error {
		for k, s := range w.sites {
			if err := put(s.city, s.country, id(w.marketAt[k]), s.zone); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if err := w.rows("grade", []string{"name", "rank"}, func(put add) error {
		for k, g := range grades() {
			if err := put(g, id(k)); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if err := w.rows("field", []string{"name", "barred"}, func(put add) error {
		for _, f := range fields() {
			if err := put(f.name, f.barred); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return w.questions()
}

func (w *writer) questions() error {
	return w.rows("question", []string{"topic", "name", "choices"}, func(put add) error {
		for _, q := range asks() {
			if err := put(q.topic, q.text, strings.Join(q.choices, "\n")); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *writer) skillLists() error {
	var categories []string
	for _, g := range skillGroups() {
		categories = append(categories, g.category)
	}
	if err := w.list("category", categories); err != nil {
		return err
	}
	return w.rows("skill", []string{"name", "category_id"}, func(put add) error {
		for k, g := range skillGroups() {
			for _, s := range g.skills {
				if err := put(s, id(k)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (w *writer) jobLists() error {
	var families []string
	for _, f := range w.families {
		families = append(families, f.name)
	}
	if err := w.list("family", families); err != nil {
		return err
	}
	if err := w.rows("role", []string{"name", "family_id"}, func(put add) error {
		for _, r := range w.roles {
			if err := put(r.name, id(r.family)); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if err := w.rows("role_level", []string{"role_id", "name", "rank"}, func(put add) error {
		for _, l := range w.levels {
			if err := put(id(l.role), l.title, int64(l.rank)); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return w.rows("requirement", []string{"role_level_id", "skill_id", "level"}, func(put add) error {
		for k, l := range w.levels {
			for _, n := range l.needs {
				if err := put(id(k), id(n.skill), int64(n.level)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (w *writer) teamList() error {
	return w.rows("team", []string{"name", "parent_id"}, func(put add) error {
		for _, t := range w.teams {
			var parent any
			if t.parent >= 0 {
				parent = id(t.parent)
			}
			if err := put(t.name, parent); err != nil {
				return err
			}
		}
		return nil
	})
}

// numbers are the employee numbers, given in the order of hiring.
func (w *world) numbers() []int32 {
	order := w.byHiring()
	out := make([]int32, len(order))
	for n, i := range order {
		out[i] = int32(n + 1)
	}
	return out
}

// number is how an employee number is written.
func number(n int32) string {
	s := strconv.Itoa(int(n))
	for len(s) < 5 {
		s = "0" + s
	}
	return "E" + s
}
