package text

import (
	"slices"
	"testing"
)

func TestNamesOrderAsInAList(t *testing.T) {
	list := []string{"Zoë", "run 10", "Łukasz", "Davi", "Öberg", "Dušan", "run 2", "Lucia", "Débora", "Émile"}
	byCompare := slices.Clone(list)
	slices.SortFunc(byCompare, Compare)
	SortFunc(list, func(s string) string { return s })
	if !slices.Equal(list, byCompare) {
		t.Fatal(list, byCompare)
	}
	for _, pair := range [][2]string{{"Davi", "Débora"}, {"Débora", "Dušan"}, {"Lucia", "Łukasz"}, {"Łukasz", "Zoë"}, {"run 2", "run 10"}, {"Dušan", "Émile"}} {
		if slices.Index(list, pair[0]) > slices.Index(list, pair[1]) {
			t.Errorf("%s after %s: %v", pair[0], pair[1], list)
		}
	}
}
