package kindform

import (
	"context"
	"strings"

	"understudy/store/text"
	"understudy/tui/internal/page"
)

// Place is a view of a page that the palette finds by its name.
type Place struct {
	Name string // in the words that people look for
	Tab  string // what Goto takes along
}

// FindPlaces is a source of palette entries: the views of the page under key in whose names
// every typed word begins a word. Nothing typed finds none, since the pages have keys.
func FindPlaces(key, title string, places ...Place) page.Find {
	return func(_ context.Context, query string) ([]page.Found, error) {
		words := strings.Fields(text.Fold(query))
		var out []page.Found
		for _, v := range places {
			if len(words) > 0 && beginsAll(" "+text.Fold(v.Name), words) {
				out = append(out, page.Found{Name: v.Name, Detail: title, To: page.Goto{Key: key, Arg: v}})
			}
		}
		return out, nil
	}
}

func beginsAll(name string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(name, " "+w) {
			return false
		}
	}
	return true
}
