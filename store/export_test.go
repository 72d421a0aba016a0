package store

import "context"

// What the tests of migrations need to make a file as an earlier version left it.
var AuditTriggers = auditTriggers

const ApplicationID = applicationID

// Migration is the text of the numbered file, from 1.
func Migration(n int) (string, error) {
	body, err := migrations.ReadFile(migrationNames()[n-1])
	return string(body), err
}

// FindEmployees is the search behind a filter of enrolment.
func (s *Store) FindEmployees(ctx context.Context, where []string) ([]int64, error) {
	return findEmployees(ctx, s.r, s.Today(), where)
}
