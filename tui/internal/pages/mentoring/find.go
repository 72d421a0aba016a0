package mentoring

import (
	"context"
	"strings"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/pairact"
)

// mostFound is how many entries the palette is offered.
const mostFound = 20

// Find offers cycles, pairs and logging a session of a pair to the palette.
func Find(db *store.Store) page.Find {
	return func(ctx context.Context, query string) ([]page.Found, error) {
		cycles, err := db.Cycles(ctx, 0)
		words := strings.Fields(text.Fold(query))
		var out []page.Found
		for _, c := range cycles {
			name := c.Program + ", " + c.Name
			if len(out) < mostFound && hasAll(text.Fold(name+" mentoring"), words) {
				out = append(out, page.Found{Name: name, Detail: "mentoring, " + c.State, To: page.Goto{Key: "4", Arg: store.Attention{Cycle: c.ID}}})
			}
		}
		if err != nil || len(words) == 0 {
			return out, err
		}
		return findPairs(ctx, db, words, out)
	}
}

// toLog asks the page to log a session of a pair.
type toLog struct{ pair int64 }

func findPairs(ctx context.Context, db *store.Store, words []string, out []page.Found) ([]page.Found, error) {
	pairs, err := db.Pairs(ctx, store.PairFilter{Running: true})
	for _, p := range pairs {
		names := pairact.Names(p)
		if len(out) < mostFound && p.State != "proposed" && hasAll(text.Fold("log a session of "+names), words) {
			out = append(out, page.Found{Name: "Log a session of " + names, Detail: p.Program, To: page.Goto{Key: "4", Arg: toLog{p.ID}}})
		}
		if len(out) < mostFound && hasAll(text.Fold(names+" pair"), words) {
			out = append(out, page.Found{Name: names, Detail: "pair, " + p.State + ", " + p.Program, To: page.Goto{Key: "4", Arg: store.Attention{Pair: p.ID}}})
		}
	}
	return out, err
}

func hasAll(s string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(s, w) {
			return false
		}
	}
	return true
}
