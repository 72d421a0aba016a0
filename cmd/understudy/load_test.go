package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"

	"understudy/store"
	"understudy/store/exchange"
)

// The environment of the write load: set, the test binary is that load.
const (
	loadEnv = "UNDERSTUDY_TEST_LOAD" // the file that it writes to
	seedEnv = "UNDERSTUDY_TEST_SEED"
)

// load writes to the file until it is killed, and says on stdout what is confirmed:
// "ack ID" of a change, "backup FILE" of a backup.
func load(path string) int {
	seed, _ := strconv.ParseUint(os.Getenv(seedEnv), 10, 64)
	ctx := context.Background()
	s, err := store.Open(ctx, path, store.Options{Now: clock, Actor: "load"})
	if err != nil {
		fmt.Println("fail open:", err)
		return 1
	}
	fmt.Println("open")
	w := &writer{ctx: ctx, s: s, rng: rand.New(rand.NewPCG(seed, 1))}
	for {
		if err := w.act(); err != nil {
			fmt.Println("fail", err)
			return 1
		}
	}
}

// writer is the mixed load.
type writer struct {
	ctx context.Context //nolint:containedctx // the life of the load
	s   *store.Store
	rng *rand.Rand
}

// act does one thing and says that it is confirmed.
func (w *writer) act() error {
	acts := []struct {
		weight int
		do     func() (store.Change, error)
	}{
		{6, w.add}, {6, w.edit}, {4, w.person}, {4, w.rating}, {3, w.archive}, {5, w.undo}, {4, w.redo}, {2, w.match}, {1, w.importRows}, {1, w.backup},
	}
	n := 0
	for _, a := range acts {
		n += a.weight
	}
	n = w.rng.IntN(n)
	for _, a := range acts {
		if n -= a.weight; n >= 0 {
			continue
		}
		c, err := a.do()
		switch {
		case errors.Is(err, store.ErrConflict), errors.Is(err, store.ErrNotFound): // an undo that has nothing to undo
			return nil
		case err != nil:
			return err
		case c.ID != 0:
			fmt.Println("ack", c.ID)
		}
		return nil
	}
	return nil
}

func (w *writer) name(what string) string { return fmt.Sprintf("%s %x", what, w.rng.Uint64()) }

func (w *writer) save(kind string, id int64, values map[string]string) (store.Change, error) {
	c, _, err := w.s.Save(w.ctx, store.Edit{Kind: kind, ID: id, Values: values})
	return c, err
}

// one picks a record of a kind.
func (w *writer) one(kind string) (store.Record, error) {
	recs, err := w.s.List(w.ctx, kind, store.ListFilter{Limit: 50})
	if err != nil || len(recs) == 0 {
		return store.Record{}, errors.Join(err, store.ErrNotFound)
	}
	return recs[w.rng.IntN(len(recs))], nil
}

func (w *writer) add() (store.Change, error) {
	return w.save("skill", 0, map[string]string{"name": w.name("skill"), "description": strings.Repeat("text ", w.rng.IntN(400))})
}

func (w *writer) edit() (store.Change, error) {
	r, err := w.one("skill")
	if err != nil {
		return store.Change{}, err
	}
	return w.save("skill", r.ID, map[string]string{"description": w.name("described")})
}

func (w *writer) person() (store.Change, error) {
	return w.s.Write(w.ctx, "add someone", func(tx *store.Tx) error {
		id, err := tx.Save(store.Edit{Kind: "employee", Values: map[string]string{"name": w.name("person"), "number": w.name("n")}})
		if err != nil {
			return err
		}
		_, err = tx.Save(store.Edit{Kind: "position", Values: map[string]string{"employee_id": "#" + itoa(id)}})
		return err
	})
}

func (w *writer) rating() (store.Change, error) {
	who, err := w.one("employee")
	if err != nil {
		return store.Change{}, err
	}
	skill, err := w.one("skill")
	if err != nil {
		return store.Change{}, err
	}
	return w.save("rating", 0, map[string]string{"employee_id": "#" + itoa(who.ID), "skill_id": "#" + itoa(skill.ID), "level": fmt.Sprint(w.rng.IntN(5))})
}

func (w *writer) archive() (store.Change, error) {
	r, err := w.one("skill")
	if err != nil {
		return store.Change{}, err
	}
	return w.s.Archive(w.ctx, "skill", true, r.ID)
}

func (w *writer) undo() (store.Change, error) { return w.s.Undo(w.ctx) }
func (w *writer) redo() (store.Change, error) { return w.s.Redo(w.ctx) }

func (w *writer) match() (store.Change, error) {
	cycles, err := w.s.Cycles(w.ctx, 0)
	if err != nil || len(cycles) == 0 {
		return store.Change{}, errors.Join(err, store.ErrNotFound)
	}
	_, c, err := w.s.Match(w.ctx, cycles[0].ID, store.MatchOptions{Workers: 1})
	return c, err
}

func (w *writer) importRows() (store.Change, error) {
	rows := "number,name,team\n"
	for range 20 {
		rows += w.name("n") + "," + w.name("imported") + ",Team " + fmt.Sprint(w.rng.IntN(5)) + "\n"
	}
	sheet, err := exchange.Read(strings.NewReader(rows), exchange.ReadOptions{Name: "rows.csv"})
	if err != nil {
		return store.Change{}, err
	}
	m, err := exchange.Guess(w.ctx, w.s, "employees", sheet)
	if err != nil {
		return store.Change{}, err
	}
	p, err := exchange.NewPlan(w.ctx, w.s, sheet, m, exchange.Options{})
	if err != nil {
		return store.Change{}, err
	}
	return p.Commit(w.ctx, w.s, nil)
}

func (w *writer) backup() (store.Change, error) {
	b, err := w.s.Backup(w.ctx, "by-hand")
	if err == nil {
		fmt.Println("backup", b.Path)
	}
	return store.Change{}, err
}
