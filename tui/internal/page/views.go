package page

import (
	"context"
	"strings"

	"understudy/store/text"
)

// View is a view of a page that the palette finds by its name.
type View struct {
	Name string // in the words that people look for
	Tab  string // what Goto takes along
}

// FindViews is a source of palette entries: the views of the page under key in whose names
// every typed word begins a word. Nothing typed finds none, since the pages have keys.
func FindViews(key, title string, views ...View) Find {
	return func(_ context.Context, query string) ([]Found, error) {
		words := strings.Fields(text.Fold(query))
		var out []Found
		for _, v := range views {
			if len(words) > 0 && beginsAll(" "+text.Fold(v.Name), words) {
				out = append(out, Found{Name: v.Name, Detail: title, To: Goto{Key: key, Arg: v}})
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
