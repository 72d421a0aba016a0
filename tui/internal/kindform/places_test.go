package kindform

import "testing"

// A view is found by the beginnings of its words, in any order, and by nothing less.
func TestViewsAreFoundByTheirWords(t *testing.T) {
	find := FindPlaces("3", "Skills", Place{Name: "Single points of failure", Tab: "Single points"}, Place{Name: "Hidden talents", Tab: "Talents"})
	for query, want := range map[string]string{"single": "Single points of failure", "FAIL sing": "Single points of failure", "tal": "Hidden talents", "alents": "", "": "", "o": "Single points of failure"} {
		got, err := find(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		name := ""
		for _, f := range got {
			name += f.Name
			if f.To.Key != "3" || f.Detail != "Skills" {
				t.Errorf("%+v", f)
			}
		}
		if name != want {
			t.Errorf("%q finds %q, want %q", query, name, want)
		}
	}
}
