package employees_test

import (
	"context"
	"testing"

	"understudy/store"
	"understudy/store/demo"
	"understudy/store/storetest"
	"understudy/tui/internal/app"
	"understudy/tui/internal/pages/employees"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/tuitest"
)

func router(db *store.Store) *app.App {
	th := theme.New(theme.Options{Dark: true})
	return app.New(context.Background(), app.Options{
		Sections: []app.Section{{Key: "2", Title: "Employees", New: employees.New(db, &th, tuitest.Clock), Find: employees.Find(db)}},
		Theme:    &th, History: db, Version: db, Now: tuitest.Clock, Name: "Halden",
	})
}

func filled(t testing.TB, people int) *store.Store {
	t.Helper()
	s := storetest.New(t)
	if _, err := demo.Fill(t.Context(), s, demo.Options{People: people}); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestLook(t *testing.T) {
	d := tuitest.Drive(t, router(filled(t, 240)), 120, 36)
	t.Log("\n" + d.Frame())
	d.Press("down*3 enter")
	for range 6 {
		t.Log("\n" + d.Frame())
		d.Press("tab")
	}
	d.Press("/ 'lisb'")
	t.Log("\n" + d.Frame())
	d.Press("esc a")
	t.Log("\n" + d.Frame())
}
