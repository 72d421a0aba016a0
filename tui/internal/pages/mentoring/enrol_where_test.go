package mentoring

import (
	"slices"
	"testing"
)

// Conditions that a comma joins are as good as those on lines of their own; a comma
// within a value stays there.
func TestConditionsAreTakenApart(t *testing.T) {
	for where, want := range map[string][]string{
		"grade=Senior\nskill:Go>=3":          {"grade=Senior", "skill:Go>=3"},
		"grade=Senior, skill:Go>=3":          {"grade=Senior", " skill:Go>=3"},
		"team=Sales, North":                  {"team=Sales, North"},
		"team=Sales, North,hired<2024-01-01": {"team=Sales, North", "hired<2024-01-01"},
	} {
		if got := conditions(where); !slices.Equal(got, want) {
			t.Errorf("%q: %q", where, got)
		}
	}
}

func TestThePreviewSaysWhoWillBeEnrolled(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36)
	d.Press("down enter").Has("[Enrolment]").Press("W").Has("Enrol by a filter", "here stands whom they find")
	d.Press("tab").Has("each condition on a line of its own").Type("grade=Senior,name!=Sara Lind").Has("2 people will be enrolled: Émile Roux and Ines Marques.")
}
