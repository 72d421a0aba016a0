package today_test

import (
	"testing"

	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/page"
	"understudy/tui/internal/pages/today"
	"understudy/tui/internal/tuitest"
)

// aimed is a file with a KPI that is off track and a cover that does not hold.
func aimed(t *testing.T) (*store.Store, int64) {
	t.Helper()
	s := storetest.New(t)
	storetest.Add(t, s, "employee", map[string]string{"name": "Noor Haddad"})
	storetest.Add(t, s, "program", map[string]string{"name": "Leadership"})
	storetest.Add(t, s, "initiative", map[string]string{"name": "Cloud first", "starts": "2026-01-01"})
	kpi := storetest.Add(t, s, "kpi", map[string]string{
		"initiative_id": "Cloud first", "name": "On the platform", "unit": "%", "baseline": "0", "since": "2026-02-03", "target": "100", "due": "2026-08-22",
	})
	storetest.Add(t, s, "team", map[string]string{"name": "Platform"})
	storetest.Add(t, s, "skill", map[string]string{"name": "Go"})
	storetest.Add(t, s, "cover", map[string]string{"team_id": "Platform", "skill_id": "Go", "level": "3", "count": "2"})
	if _, _, err := s.Measure(t.Context(), kpi, "20", "2026-05-12", "by hand"); err != nil {
		t.Fatal(err)
	}
	return s, kpi
}

func TestAKPIOffTrackIsMeasuredFromToday(t *testing.T) {
	s, kpi := aimed(t)
	d := tuitest.Page(t, today.New(s, tuitest.Styles(), storetest.Clock), 120, 30)
	d.Has("AIMS AND SKILLS", "off track", "On the platform · Cloud first", "off track", "m measure it", "2026-05-12  20 %  by hand", "target by 2026-08-22: 100 %")
	d.Press("m").Has("Measure On the platform", "in %").Type("70").Press("ctrl+s").Lacks("off track")
	list, err := s.KPIs(t.Context(), 0)
	if err != nil || len(list[0].Measurements) != 2 || list[0].Measurements[0].Value != 70_000 || list[0].ID != kpi {
		t.Fatal(list, err)
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.Send(page.Changed{})
	d.Has("off track")
}

func TestABrokenCoverLeadsToTheSkills(t *testing.T) {
	s, _ := aimed(t)
	d := tuitest.Page(t, today.New(s, tuitest.Styles(), storetest.Clock), 120, 30)
	d.Press("G").Has("Platform: Go 3", "0 of 2 people at level 3 or above; nobody is", "one level away. Bring somebody", "enter open in Skills")
	for _, w := range []int{40, 64, 80} {
		d := tuitest.Page(t, today.New(s, tuitest.Styles(), storetest.Clock), w, 12)
		d.Has("cover", "Platform: Go 3")
	}
}
