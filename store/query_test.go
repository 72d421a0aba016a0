package store_test

import (
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// A query that does not prepare would otherwise only be found by a user.
func TestEveryListAnswersOnAnEmptyFile(t *testing.T) {
	s := storetest.New(t)
	ctx := t.Context()
	for name, err := range map[string]error{
		"pairs":      second(s.Pairs(ctx, store.PairFilter{})),
		"attention":  second(s.Attention(ctx)),
		"cycles":     second(s.Cycles(ctx, 0)),
		"enrolments": second(s.Enrolments(ctx, 1)),
		"index":      second(s.EmployeeIndex(ctx, store.EmployeeFilter{})),
		"rows":       second(s.EmployeeRows(ctx, []int64{1})),
		"skills":     second(s.EmployeeSkills(ctx, 1)),
		"life line":  second(s.LifeLine(ctx, 1)),
		"history":    second(s.History(ctx, 0, 10)),
		"backups":    second(s.Backups()),
		"people":     second(s.People(ctx, 1)),
	} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, sort := range store.EmployeeSorts() {
		if _, err := s.EmployeeIndex(ctx, store.EmployeeFilter{Sort: sort, Reverse: true}); err != nil {
			t.Errorf("sort %s: %v", sort, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }
