package company_test

import (
	"testing"

	"understudy/store"
)

func TestASettingIsChangedAndGetsItsUsualValueAgain(t *testing.T) {
	db := seeded(t)
	value := func(want string) {
		t.Helper()
		v, err := db.Setting(t.Context(), store.RatingsStaleAfter)
		if err != nil || v.Value != want {
			t.Errorf("%q, %v; want %q", v.Value, err, want)
		}
	}
	d := drive(t, db)
	d.Press("end k k k").Has("Settings", "4 settings", "Ratings are stale after", "365 days", "asks to be rated anew")
	d.Press("enter d").Has("it has its usual value")
	d.Press("enter").Has("Days", "; usually").Press("'0' ctrl+s").Has("must be from 1 to 3660")
	value("365")
	d.Press("backspace '90' ctrl+s").Has("90 days", "Set ratings stale after to 90 days", "u undoes it")
	value("90")
	d.Press("d").Has("365 days").Lacks("90 days  ")
	value("365")
	d.Press("u").Has("90 days")
	d.Press("u").Has("365 days")
	value("365")
}
