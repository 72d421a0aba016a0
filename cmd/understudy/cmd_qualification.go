package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

func (a *app) qualificationCmd() *cobra.Command {
	return group("qualification", "Follow who holds which certificate, and renew it", a.qualificationListCmd(), a.qualificationRenewCmd())
}

// qualificationFlags narrow the list.
type qualificationFlags struct {
	peopleFlags
	employee, certificate, skill string
	expiring, all                bool
	states                       []string
	limit                        int
	format, file                 string
}

func (a *app) qualificationListCmd() *cobra.Command {
	var f qualificationFlags
	c := &cobra.Command{
		Use:     "list",
		Short:   "List who holds what, expired first",
		Long:    `List the certificates that people hold: expired ones first, then by their last day, which still counts. A certificate expires soon when its last day is at most as many days away as the setting “certificates expire soon” says. Of several of one certificate the one that lasts longest counts; the others are renewed, and listed with --all.`,
		Example: "understudy qualification list --expiring\nunderstudy qualification list --certificate \"First aid\" --team Payments",
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.qualificationList(cmd.Context(), s, f) })
		},
	}
	f.peopleFlags.flags(c)
	c.Flags().StringVar(&f.employee, "employee", "", "only those of this employee")
	c.Flags().StringVar(&f.certificate, "certificate", "", "only those of this certificate")
	c.Flags().StringVar(&f.skill, "skill", "", "only those that show a level of this skill")
	c.Flags().BoolVar(&f.expiring, "expiring", false, "only those that have expired or expire soon")
	c.Flags().StringSliceVar(&f.states, "state", nil, "only those of this state: expired, expires soon, valid, renewed")
	c.Flags().BoolVar(&f.all, "all", false, "renewed ones too")
	c.Flags().IntVarP(&f.limit, "limit", "n", -1, "at most so many lines; 0 for all; without it, 20 for reading and all as data")
	c.Flags().StringVar(&f.format, "format", "", "csv, json or md, instead of text for reading")
	c.Flags().StringVarP(&f.file, "output", "o", "-", "the file to write; - is standard output")
	return c
}

// wanted are the states that the flags ask for; nil is all that count.
func (f qualificationFlags) wanted() (out []store.QualificationState, err error) {
	switch {
	case f.expiring && (f.all || f.states != nil), f.all && f.states != nil:
		return nil, usage("--expiring, --state and --all are different choices; take one of them")
	case f.expiring:
		return []store.QualificationState{store.Expired, store.ExpiresSoon}, nil
	case f.all:
		return store.QualificationStates(), nil
	}
	for _, v := range f.states {
		s, err := pick("state", v, store.QualificationStates(), func(store.QualificationState) int64 { return 0 }, func(s store.QualificationState) string { return string(s) })
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func (f qualificationFlags) filterOf(ctx context.Context, s *store.Store) (out store.QualificationFilter, err error) {
	if out.PeopleFilter, err = f.filter(ctx, s); err != nil {
		return out, err
	}
	if out.States, err = f.wanted(); err != nil {
		return out, err
	}
	var employee int64
	for _, v := range []struct {
		kind, ref string
		to        *int64
	}{{"employee", f.employee, &employee}, {"certificate", f.certificate, &out.Certificate}, {"skill", f.skill, &out.Skill}} {
		if v.ref == "" {
			continue
		}
		rec, err := find(ctx, s, v.kind, v.ref)
		if err != nil {
			return out, err
		}
		*v.to = rec.ID
	}
	if employee != 0 {
		out.Employees = []int64{employee}
	}
	return out, nil
}

func (a *app) qualificationList(ctx context.Context, s *store.Store, f qualificationFlags) error {
	filter, err := f.filterOf(ctx, s)
	if err != nil {
		return err
	}
	list, err := s.Qualifications(ctx, filter)
	if err != nil {
		return err
	}
	v := &gapView{title: "Qualifications", empty: "nobody holds such a certificate; add one with: understudy add qualification employee=… certificate=…"}
	if f.expiring {
		v.empty = "no certificate has expired or expires soon"
	}
	v.columns = []gapColumn{
		{heading: "Id", key: "id", number: true},
		{heading: "Employee", key: "employee"},
		{heading: "Employee id", key: "employee_id", number: true, data: true},
		{heading: "Team", key: "team"},
		{heading: "Certificate", key: "certificate"},
		{heading: "Shows", key: "shows"},
		{heading: "Obtained", key: "obtained"},
		{heading: "Expires", key: "expires"},
		{heading: "Number", key: "number"},
		{heading: "State", key: "state"},
		{heading: "Why", key: "why"},
	}
	for _, q := range list {
		shows := q.Skill
		if q.Level > 0 {
			shows = strings.TrimSpace(fmt.Sprint(q.Skill, " ", q.Level))
		}
		v.add(q.ID, q.Employee, q.EmployeeID, q.Team, q.Certificate, shows, q.Obtained, q.Expires, q.Number, q.State, q.Why)
	}
	return a.showGaps(v, gapsFlags{limit: f.limit, format: f.format, file: f.file})
}

func (a *app) qualificationRenewCmd() *cobra.Command {
	var r store.Renewal
	c := &cobra.Command{
		Use:     "renew EMPLOYEE CERTIFICATE",
		Short:   "Write that someone obtained a certificate anew",
		Long:    "Write that someone obtained a certificate anew. What they held before stays in history as renewed. Without --expires it lasts as many months as the certificate does.",
		Example: "understudy qualification renew Ada \"First aid\" --obtained \"12 May\" --number 2026-117",
		Args:    args(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				return a.qualificationRenew(cmd.Context(), s, given[0], given[1], r)
			})
		},
		ValidArgsFunction: a.completeWith(staff, func(ctx context.Context, s *store.Store, _ []string) ([]string, error) {
			return labels(ctx, s, "certificate")
		}),
	}
	c.Flags().StringVar(&r.Obtained, "obtained", "today", "the day")
	c.Flags().StringVar(&r.Expires, "expires", "", "the last day")
	c.Flags().StringVar(&r.Number, "number", "", "of the new one")
	return c
}

func (a *app) qualificationRenew(ctx context.Context, s *store.Store, employee, certificate string, r store.Renewal) error {
	filter, err := qualificationFlags{employee: employee, certificate: certificate}.filterOf(ctx, s)
	if err != nil {
		return err
	}
	held, err := s.Qualifications(ctx, filter)
	if err != nil {
		return err
	}
	if len(held) == 0 {
		return &statusError{exitNotFound, fmt.Errorf("%s does not hold %s; add it with: understudy add qualification employee=%s certificate=%s",
			text.Clean(employee), text.Clean(certificate), text.Quote(employee), text.Quote(certificate))}
	}
	change, id, err := s.RenewQualification(ctx, held[0].ID, r)
	if err != nil {
		return named(err)
	}
	return a.saved(ctx, s, "qualification", id, change)
}
