package pages_test

import (
	"testing"

	"understudy/store"
	"understudy/store/demo"
	"understudy/store/storetest"
	"understudy/tui/internal/app"
	"understudy/tui/internal/pages"
	"understudy/tui/internal/tuitest"
)

// Every registered page keeps the contract, on an empty file and on a company.
func TestEveryPageKeepsTheContract(t *testing.T) {
	for _, e := range pages.Registry() {
		for name, fill := range map[string]func(testing.TB, *store.Store){"empty": nil, "company": company} {
			t.Run(e.Title+" "+name, func(t *testing.T) {
				tuitest.Contract(t, func(tb testing.TB) *app.App {
					s := storetest.New(tb)
					if fill != nil {
						fill(tb, s)
					}
					return tuitest.Router(e.New(pages.Deps{DB: s, Theme: tuitest.Styles(), Now: storetest.Clock}))
				})
			})
		}
	}
}

func company(tb testing.TB, s *store.Store) {
	if _, err := demo.Fill(tb.Context(), s, demo.Options{People: 60}); err != nil {
		tb.Fatal(err)
	}
}
