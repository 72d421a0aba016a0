package demo_test

import (
	"fmt"
	"testing"

	"understudy/store/demo"
	"understudy/store/storetest"
)

func TestEverySizeIsSound(t *testing.T) {
	for _, n := range []int{1, 2, 3, 5, 10, 40, 240} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			s := storetest.New(t)
			if _, err := demo.Fill(t.Context(), s, demo.Options{People: n}); err != nil {
				t.Fatal(err)
			}
			if f, err := s.Check(t.Context()); err != nil || len(f) > 0 {
				t.Fatal(f, err)
			}
		})
	}
}
