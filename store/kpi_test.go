package store_test

import (
	"strings"
	"testing"
	"time"

	"understudy/store"
	"understudy/store/storetest"
)

// up goes from 20 to 80 in the hundred days from 2026-01-01 to 2026-04-11: 0.6 a day, a
// tenth of the way is 6.
var up = store.KPI{Name: "Covered", Unit: "%", Direction: "up", Baseline: 20_000, Target: 80_000, Since: "2026-01-01", Due: "2026-04-11", Every: 30}

// down goes from 90 to 40 in the same days: 0.5 a day, a tenth of the way is 5.
var down = store.KPI{Name: "Days to fill", Direction: "down", Baseline: 90_000, Target: 40_000, Since: "2026-01-01", Due: "2026-04-11", Every: 30}

func at(list ...any) (out []store.Measurement) {
	for i := 0; i < len(list); i += 2 {
		out = append(out, store.Measurement{On: store.Date(list[i].(string)), Value: int64(list[i+1].(float64) * 1000)})
	}
	return out
}

func TestTheVerdictOfAKPI(t *testing.T) {
	for _, c := range []struct {
		name  string
		k     store.KPI
		list  []store.Measurement
		today store.Date
		want  store.KPIState
		since store.Date
		why   string
	}{
		{"nothing measured yet", up, nil, "2026-01-20", store.KPIUnknown, "2026-01-01", "the first is due by 2026-01-31"},
		{"the last day of the first measurement", up, nil, "2026-01-31", store.KPIUnknown, "2026-01-01", "due by 2026-01-31"},
		{"the first measurement is a day late", up, nil, "2026-02-01", store.KPIDue, "2026-02-01", "31 days since its baseline; measured every 30 days"},
		{"never measured, and over", up, nil, "2026-04-12", store.KPIUnknown, "2026-01-01", "its target was due on 2026-04-11"},
		{"on the line: day 50 is 50", up, at("2026-02-20", 50.0), "2026-02-20", store.KPIOnTrack, "2026-02-20", "50 % on 2026-02-20; on track was 44 or more: 50 on the line from 20 to 80, less a tenth of the way"},
		{"a tenth of the way behind", up, at("2026-02-20", 44.0), "2026-02-20", store.KPIOnTrack, "2026-02-20", "on track was 44 or more"},
		{"a thousandth more behind", up, at("2026-02-20", 43.999), "2026-02-20", store.KPIOffTrack, "2026-02-20", "43.999 %"},
		{"judged on its own day, not on a later one", up, at("2026-02-20", 44.0), "2026-03-22", store.KPIOnTrack, "2026-02-20", "50 on the line"},
		{"a day too old", up, at("2026-02-20", 50.0), "2026-03-23", store.KPIDue, "2026-03-23", "the newest value, 50 %, is 31 days old"},
		{"worse than the baseline", up, at("2026-01-11", 10.0), "2026-01-11", store.KPIOffTrack, "2026-01-11", "10 %"},
		{"reached early", up, at("2026-02-01", 80.0), "2026-04-01", store.KPIReached, "2026-02-01", "80 % on 2026-02-01; the target is 80 % by 2026-04-11"},
		{"reached, and fallen back", up, at("2026-02-01", 80.0, "2026-02-20", 40.0), "2026-02-21", store.KPIOffTrack, "2026-02-20", "40 %"},
		{"the order of the list does not count", up, at("2026-02-20", 40.0, "2026-02-01", 80.0), "2026-02-21", store.KPIOffTrack, "2026-02-20", "40 %"},
		{"the day of the target is not over", up, at("2026-04-11", 74.0), "2026-04-11", store.KPIOnTrack, "2026-04-11", "80 on the line"},
		{"the day after it is", up, at("2026-04-11", 74.0), "2026-04-12", store.KPIMissed, "2026-04-12", "74 % on 2026-04-11; the target was 80 % by 2026-04-11"},
		{"missed by a thousandth", up, at("2026-04-11", 79.999), "2026-09-01", store.KPIMissed, "2026-04-12", "79.999 %"},
		{"missed by what is known, though nobody measured at the end", up, at("2026-04-01", 70.0), "2026-04-20", store.KPIMissed, "2026-04-12", "70 % on 2026-04-01"},
		{"over, but measured too long ago to say", up, at("2026-03-01", 70.0), "2026-04-20", store.KPIDue, "2026-04-01", "50 days old"},
		{"reached late is reached", up, at("2026-04-11", 70.0, "2026-06-01", 81.0), "2026-06-02", store.KPIReached, "2026-06-01", "81 %"},
		{"down, on the line: day 50 is 65", down, at("2026-02-20", 65.0), "2026-02-20", store.KPIOnTrack, "2026-02-20", "65 on the line from 90 to 40"},
		{"down, a tenth of the way behind", down, at("2026-02-20", 70.0), "2026-02-20", store.KPIOnTrack, "2026-02-20", "on track was 70 or less"},
		{"down, a thousandth more", down, at("2026-02-20", 70.001), "2026-02-20", store.KPIOffTrack, "2026-02-20", "70.001"},
		{"down, reached below the target", down, at("2026-02-20", 39.0), "2026-02-20", store.KPIReached, "2026-02-20", "39"},
		{"down, missed", down, at("2026-04-11", 40.001), "2026-04-12", store.KPIMissed, "2026-04-12", "40.001"},
	} {
		got := store.JudgeKPI(c.k, c.list, c.today)
		if got.State != c.want || got.Since != c.since || !strings.Contains(got.Why, c.why) {
			t.Errorf("%s: %s since %s: %s; want %s since %s: …%s…", c.name, got.State, got.Since, got.Why, c.want, c.since, c.why)
		}
	}
}

// The line has a day more in a leap year: 2028-02-29 is day 59 of 60, where a year without
// it would be through.
func TestALeapDayIsADayOfTheLine(t *testing.T) {
	k := store.KPI{Direction: "up", Target: 60_000, Since: "2028-01-01", Due: "2028-03-01", Every: 30}
	if v := store.JudgeKPI(k, at("2028-02-29", 59.0), "2028-02-29"); v.Expected != 59_000 || v.State != store.KPIOnTrack || v.Way != 98 {
		t.Fatalf("%+v", v)
	}
	if v := store.JudgeKPI(k, nil, "2028-01-31"); v.State != store.KPIUnknown {
		t.Fatalf("day 30 is not late: %+v", v)
	}
}

// The greatest values that are kept do not leave 64 bits on a way of ten years.
func TestTheLineHoldsTheGreatestValues(t *testing.T) {
	k := store.KPI{Direction: "down", Baseline: 1e15, Target: -1e15, Since: "2026-01-01", Due: "2036-01-01", Every: 3660}
	half := store.DateOf(time.Date(2031, 1, 1, 12, 0, 0, 0, time.UTC)) // day 1826 of 3652
	if v := store.JudgeKPI(k, at(string(half), 0.0), half); v.Expected != 0 || v.State != store.KPIOnTrack || v.Way != 50 {
		t.Fatalf("%+v", v)
	}
}

func TestMeasuringTwiceOnADayKeepsTheSecondValue(t *testing.T) {
	s := storetest.New(t)
	storetest.Add(t, s, "initiative", map[string]string{"name": "Cloud first"})
	kpi := storetest.Add(t, s, "kpi", map[string]string{"initiative_id": "Cloud first", "name": "On the platform", "unit": "%", "baseline": "20", "since": "2026-01-01", "target": "80", "due": "2026-12-31"})
	for _, v := range []string{"35.5", "36"} {
		c, _, err := s.Measure(t.Context(), kpi, v, "", "counted by hand")
		if err != nil || c.Label != "measure Cloud first, On the platform: "+v+" on 2026-05-14" {
			t.Fatal(c.Label, err)
		}
	}
	list, err := s.KPIs(t.Context(), 0)
	if err != nil || len(list) != 1 || len(list[0].Measurements) != 1 || list[0].Measurements[0].Value != 36_000 || list[0].Verdict.State != store.KPIOnTrack {
		t.Fatalf("%+v %v", list, err)
	}
	for value, on := range map[string]string{"nine": "", "40": "2026-05-15", "41": "2025-12-31"} {
		if _, _, err := s.Measure(t.Context(), kpi, value, on, ""); err == nil {
			t.Errorf("%s on %s was taken", value, on)
		}
	}
}

// A measurement from before the baseline would stand outside the line that it is set against.
func TestABaselineMayNotMoveBehindWhatWasMeasured(t *testing.T) {
	s := storetest.New(t)
	storetest.Add(t, s, "initiative", map[string]string{"name": "Cloud first"})
	kpi := storetest.Add(t, s, "kpi", map[string]string{"initiative_id": "Cloud first", "name": "On the platform", "baseline": "20", "since": "2026-01-01", "target": "80", "due": "2026-12-31"})
	if _, _, err := s.Measure(t.Context(), kpi, "30", "2026-03-01", ""); err != nil {
		t.Fatal(err)
	}
	for since, taken := range map[string]bool{"2026-03-01": true, "2026-03-02": false} {
		_, _, err := s.Save(t.Context(), store.Edit{Kind: "kpi", ID: kpi, Values: map[string]string{"since": since}})
		if (err == nil) != taken || !taken && !strings.Contains(err.Error(), "2026-03-01") {
			t.Errorf("since %s: %v", since, err)
		}
	}
}

func TestANumberHasOneSignAndThreeDecimals(t *testing.T) {
	for s, want := range map[string]int64{"12": 12_000, "-12.5": -12_500, "+0.125": 125, "1000000000000": 1e15, "-1000000000000": -1e15} {
		if got, err := store.ParsePoints(s); err != nil || got != want {
			t.Errorf("%q is %d %v, want %d", s, got, err, want)
		}
	}
	for _, s := range []string{"", "-", "+", ".5", "-.5", "+-5", "--5", "-+5", "5.-1", "0.0004", "1e9", "1000000000000.001", "99999999999999999999"} {
		if got, err := store.ParsePoints(s); err == nil {
			t.Errorf("%q was read as %d", s, got)
		}
	}
}
