package kindform

import (
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/page"
)

// spareRank is out of the way of any real one while two change places: the ranks
// of a kind are unique at every moment.
const spareRank = "10000"

// rankOf is the place of a record in its kind's order.
func rankOf(r store.Record) int {
	n, _ := strconv.Atoi(r.Values["rank"])
	return n
}

// noShift says why the order cannot be changed now.
func (b *Browser) noShift() string {
	if why := b.noWrite(); why != "" {
		return why
	}
	if col, _ := b.table.Sorted(); col >= 0 || b.table.Filtered() != "" {
		return "the list is sorted or filtered; its own order is needed"
	}
	return ""
}

// nextRank is the place after the last.
func (b *Browser) nextRank() string {
	last := 0
	for i := range b.table.Total() {
		if r, ok := b.table.Row(i); ok {
			last = max(last, rankOf(r))
		}
	}
	return strconv.Itoa(last + 1)
}

// shift changes places with the record before or after, as one change.
func (b *Browser) shift(by int) tea.Cmd {
	at := b.table.Cursor()
	r, ok := b.table.Row(at)
	other, there := b.table.Row(at + by)
	if !ok || !there {
		return page.Say("It is at the end of the order already")
	}
	db, kind, word := b.env.DB, b.list.Kind.Name, "up"
	if by > 0 {
		word = "down"
	}
	b.Select(r.ID)
	return page.Save(b.sc, func(ctx context.Context) (store.Change, error) {
		return db.Write(ctx, "move "+kind+" "+r.Label+" "+word, func(tx *store.Tx) error {
			return swap(tx, kind, r, other)
		})
	}, func(err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return nil
	})
}

func swap(tx *store.Tx, kind string, r, other store.Record) error {
	set := func(rec store.Record, version, rank string) error {
		_, err := tx.Save(store.Edit{Kind: kind, ID: rec.ID, Version: version, Values: map[string]string{"rank": rank}})
		return err
	}
	spare := spareRank
	if kind == "preference" {
		spare = "99"
	}
	if err := set(r, r.Version, spare); err != nil {
		return err
	}
	if err := set(other, other.Version, r.Values["rank"]); err != nil {
		return err
	}
	return set(r, "", other.Values["rank"])
}
