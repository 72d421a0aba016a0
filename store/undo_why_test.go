package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

func TestARefusedUndoSaysWhichLaterChangesDepend(t *testing.T) {
	s := storetest.New(t)
	skill, _, err := s.Save(t.Context(), store.Edit{Kind: "skill", Values: map[string]string{"name": "Go"}})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Add(t, s, "skill", map[string]string{"name": "Rust"}) // so that no id is used again
	storetest.Add(t, s, "employee", map[string]string{"name": "Ana"})
	rated, _, err := s.Save(t.Context(), store.Edit{Kind: "rating", Values: map[string]string{"employee_id": "Ana", "skill_id": "Go", "level": "2"}})
	if err != nil {
		t.Fatal(err)
	}
	refused := func(id int64, want string) {
		t.Helper()
		if _, err := s.Reverse(t.Context(), id); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v; wanted %s", err, want)
		}
	}
	refused(skill.ID, fmt.Sprintf("depend on “add skill Go”; undo first change %d “%s”", rated.ID, rated.Label))
	refused(99, "there is no change 99; history lists them")
	if _, err := s.Reverse(t.Context(), 99); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
	back, err := s.Reverse(t.Context(), rated.ID)
	if err != nil {
		t.Fatal(err)
	}
	refused(rated.ID, fmt.Sprintf("was reversed already, by change %d", back.ID))
	gone, err := s.Reverse(t.Context(), skill.ID)
	if err != nil {
		t.Fatal(err)
	}
	storetest.Add(t, s, "skill", map[string]string{"name": "Go"})
	refused(gone.ID, "names of “add skill Go” are taken now")
	all, err := s.History(t.Context(), 0, -1)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.ID == rated.ID && c.Undone != back.ID || c.ID == back.ID && (c.Undone != 0 || c.Undoes != rated.ID) {
			t.Errorf("%+v", c)
		}
	}
}
