package employees

import (
	"context"
	"fmt"

	"understudy/store"
	"understudy/tui/internal/theme"
)

// eventKinds are what the life line can be narrowed to.
func eventKinds() []string {
	return []string{"position", "rating", "pair", "session", "assignment", "rotation", "stretch", "consent", "note"}
}

// lifeLine is all that happened to someone, newest first.
func lifeLine(ctx context.Context, db *store.Store, who row) ([]group, error) {
	events, err := db.LifeLine(ctx, who.ID)
	if err != nil {
		return nil, err
	}
	g := group{kind: "note", none: "Nothing happened yet that the file knows of. a writes a note."}
	for _, e := range events {
		l := line{left: fmt.Sprintf("%-10s  %-10s", e.Date, e.What), right: e.Text, kind: e.Kind, id: e.RowID}
		switch e.What {
		case "rating":
			l.fixed, l.stays = "a rating is never edited; rate the skill anew in the tab Skills", "ratings are only ever added; undo takes one back"
		case "hired", "left":
			l.stays = "it is a date of the employee: e edits it"
		case "pair":
			l.stays, l.at = "a pair ends, with a reason: e edits it", &store.Attention{Pair: e.RowID}
		case "rotation":
			l.stays, l.at = "a placement ends, with a reason: enter opens it", &store.Attention{Placement: e.RowID}
		case "stretch":
			l.stays, l.at = "it is ended where the assignment is: enter opens it", &store.Attention{Application: e.RowID}
		}
		if store.DateOf(db.Now()) < e.Date {
			l.look = func(th *theme.Styles) theme.Style { return th.Dim }
		}
		g.lines = append(g.lines, l)
	}
	return []group{g}, nil
}
