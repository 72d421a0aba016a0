package kindform

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/page"
)

// Actions are what the keys do on the list now.
func (b *Browser) Actions() []page.Action {
	if b.filter.Typing() {
		return []page.Action{
			page.Act("Keep the filter", "keep", b.filterKey, "enter").WhileTyping().Hinted(9),
			page.Act("Drop the filter", "drop", b.dropFilter, "esc").WhileTyping().Hinted(8),
		}
	}
	acts := page.Nav(b.table)
	acts = append(acts, page.Columns(b.table)...)
	acts = append(acts, page.Sorts(b.table)...)
	acts = append(acts, page.Filter(func() tea.Cmd { b.filter.Open(); return nil }, nil)...)
	acts = append(acts, b.openAction())
	acts = append(acts, b.writing()...)
	acts = append(acts, b.copying()...)
	return append(acts, b.closing()...)
}

// closing gives Esc to what can be dropped: a filter, then marks.
func (b *Browser) closing() []page.Action {
	switch {
	case b.filter.Active():
		return []page.Action{page.Act("Drop the filter", "drop filter", b.dropFilter, "esc").Hinted(1)}
	case len(b.table.Marked()) > 0:
		return []page.Action{page.Act("Unmark all", "unmark", func() tea.Cmd { b.table.Unmark(); return nil }, "esc").Hinted(1)}
	}
	return nil
}

func (b *Browser) filterKey() tea.Cmd { return b.Update(tea.KeyPressMsg{Code: tea.KeyEnter}) }

func (b *Browser) dropFilter() tea.Cmd {
	b.filter.Cancel()
	b.table.Filter("")
	return nil
}

func (b *Browser) openAction() page.Action {
	_, some := b.table.Selected()
	if b.list.Open == nil {
		why := b.noEdit()
		return page.Act("Open the "+b.list.Kind.Name+" and edit it", "edit", b.edit, page.KeyOpen).Unless(why)
	}
	word := b.list.OpenWord
	if word == "" {
		word = "open"
	}
	return page.Act("Open the "+b.list.Kind.Name, word, func() tea.Cmd {
		r, _ := b.table.Selected()
		return b.list.Open(r)
	}, page.KeyOpen).If(some, "there is nothing to open").Hinted(9)
}

// noWrite says why records of the list cannot be changed at all.
func (b *Browser) noWrite() string {
	switch {
	case b.list.ReadOnly != "":
		return b.list.ReadOnly
	case !b.loaded:
		return "the list is being read"
	case b.table.Len() == 0:
		return "the list is empty"
	}
	return ""
}

func (b *Browser) noEdit() string {
	if b.list.Kind.AddOnly {
		return "a " + b.list.Kind.Name + " is never edited; add a new one"
	}
	return b.noWrite()
}

func (b *Browser) writing() []page.Action {
	k := b.list.Kind
	noAdd, noRemove := b.list.ReadOnly, b.noWrite()
	if k.Made {
		noAdd = "a " + k.Name + " is not added by hand"
	}
	if k.AddOnly {
		noRemove = "a " + k.Name + " is never removed; undo the change that added it"
	}
	remove, word := "Remove", "remove"
	if k.Archives {
		remove, word = "Archive", "archive"
	}
	acts := []page.Action{
		page.Act("Add "+article(k.Name), "add", b.add, page.KeyAdd).Unless(noAdd).Hinted(8),
		page.Act("Edit the "+k.Name, "edit", b.edit, page.KeyEdit).Unless(b.noEdit()).Hinted(7),
		page.Act(remove+" the "+k.Name+", or those marked", word, b.archive, page.KeyDelete).Unless(noRemove).Hinted(6),
	}
	if k.Archives {
		r, ok := b.table.Selected()
		acts = append(
			acts,
			page.Act("Bring back what is archived", "bring back", b.bringBack, "b").Unless(b.list.ReadOnly).If(ok && r.Archived, "it is not archived"),
			page.Act("Show archived ones, or hide them", b.archivedWord(), b.turnArchived, "z").In("Look").Hinted(3),
		)
	}
	if _, ranked := k.Column("rank"); ranked && b.list.ReadOnly == "" && (b.list.Parent != 0 || k.Parent == "") {
		acts = append(
			acts,
			page.Act("Move it up one place", "up", func() tea.Cmd { return b.shift(-1) }, "K").Unless(b.noShift()).Shown("K J").Hinted(5),
			page.Act("Move it down one place", "down", func() tea.Cmd { return b.shift(1) }, "J").Unless(b.noShift()),
		)
	}
	return append(acts, page.Marks(b.table)...)
}

func (b *Browser) add() tea.Cmd {
	return OpenForm(b.env, b.sc, Spec{Kind: b.list.Kind, Preset: b.preset(), Of: b.list.Of, Suggest: b.suggest(), Then: b.goTo})
}

// preset settles what the added record hangs from.
func (b *Browser) preset() map[string]string {
	out := map[string]string{}
	if b.list.Parent != 0 {
		out[b.list.Kind.Parent] = RefValue(b.list.Parent)
	}
	for n, v := range b.list.Preset {
		out[n] = v
	}
	return out
}

// suggest begins an added record where the cursor is: below the last of an
// order, within the team that is looked at.
func (b *Browser) suggest() map[string]string {
	out := map[string]string{}
	if _, ok := b.list.Kind.Column("rank"); ok {
		out["rank"] = b.nextRank()
	}
	return out
}

func (b *Browser) edit() tea.Cmd {
	r, ok := b.table.Selected()
	if !ok {
		return nil
	}
	return OpenForm(b.env, b.sc, Spec{Kind: b.list.Kind, Rec: r, Then: b.goTo})
}

func (b *Browser) goTo(id int64) tea.Cmd {
	b.Select(id)
	return nil
}

func (b *Browser) archive() tea.Cmd { return b.setArchived(true, b.table.Targets()) }

func (b *Browser) bringBack() tea.Cmd {
	var ids []int64
	for _, r := range b.targets() {
		if r.Archived {
			ids = append(ids, r.ID)
		}
	}
	return b.setArchived(false, ids)
}

func (b *Browser) setArchived(archived bool, ids []int64) tea.Cmd {
	db, kind := b.env.DB, b.list.Kind.Name
	b.table.Unmark()
	return page.Save(b.sc, func(ctx context.Context) (store.Change, error) {
		return db.Archive(ctx, kind, archived, ids...)
	}, func(err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return nil
	})
}

func (b *Browser) archivedWord() string {
	if b.archived {
		return "hide archived"
	}
	return "show archived"
}

func (b *Browser) turnArchived() tea.Cmd {
	b.archived = !b.archived
	b.setEmpty()
	return b.Load()
}
