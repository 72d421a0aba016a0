package mentoring

import (
	"context"
	"strings"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
)

// mostFound is how many cycles the palette offers.
const mostFound = 20

// Find offers cycles to the palette.
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
		return out, err
	}
}

func hasAll(s string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(s, w) {
			return false
		}
	}
	return true
}
