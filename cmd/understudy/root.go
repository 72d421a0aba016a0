package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/tui"
)

const rootHelp = `Understudy coordinates mentoring, cross-training and job rotation.

Without a command it opens its screens. Everything that they do has a command, every command that prints data has --json, and every change can be taken back with undo.

Exit status: 0 done, 1 failed, 2 usage or no terminal, 3 not found, 4 the input has invalid values and nothing was written, 5 the file is busy, 6 it is damaged, 7 it is of a newer version, 130 interrupted.`

// The groups of the commands in help.
const (
	groupStart  = "start"
	groupRecord = "records"
	groupMatch  = "mentoring"
	groupSafe   = "safety"
)

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "understudy",
		Short: "Mentoring, cross-training and job rotation in your terminal",
		Long:  rootHelp,
		Example: `understudy demo
understudy import employees people.csv --dry-run
understudy match leadership
understudy explain leadership "Ada Lovelace" --change`,
		Args: func(cmd *cobra.Command, given []string) error {
			if len(given) == 0 {
				return nil
			}
			return &usageError{msg: unknown(cmd, given[0]), cmd: "understudy"}
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return a.openScreens(cmd) },
	}
	root.PersistentFlags().StringVar(&a.db, "db", "", "the file to work on, instead of UNDERSTUDY_DB or the usual place")
	root.PersistentFlags().BoolVar(&a.json, "json", false, "print data as JSON")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return &usageError{msg: err.Error(), cmd: cmd.CommandPath()}
	})
	root.AddGroup(
		&cobra.Group{ID: groupStart, Title: "start"}, &cobra.Group{ID: groupRecord, Title: "people and records"},
		&cobra.Group{ID: groupMatch, Title: "mentoring"}, &cobra.Group{ID: groupSafe, Title: "history and safety"},
	)
	a.addCommands(root)
	return root
}

func (a *app) addCommands(root *cobra.Command) {
	add := func(group string, commands ...*cobra.Command) {
		for _, c := range commands {
			c.GroupID = group
			root.AddCommand(c)
		}
	}
	add(groupStart, a.demoCmd())
	add(groupRecord, a.importCmd(), a.exportCmd(), a.listCmd(), a.showCmd(), a.addCmd(), a.setCmd(), a.archiveCmd(), a.rateCmd())
	add(groupMatch, a.programCmd(), a.enrolCmd(), a.matchCmd(), a.explainCmd(), a.compareCmd(), a.lockCmd(), a.banCmd(), a.publishCmd(), a.pairCmd(), a.sessionCmd(), a.goalCmd())
	add(groupSafe, a.historyCmd(), a.undoCmd(), a.redoCmd(), a.backupCmd(), a.restoreCmd(), a.checkCmd(), a.doctorCmd())
}

// unknown says that there is no such command, and what may have been meant.
func unknown(cmd *cobra.Command, name string) string {
	msg := fmt.Sprintf("%q has no command %q", cmd.CommandPath(), name)
	if near := cmd.SuggestionsFor(name); len(near) > 0 {
		msg += "; did you mean: " + strings.Join(near, ", ")
	}
	return msg
}

// group is a command that only holds others.
func group(use, short string, commands ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{Use: use, Short: short, RunE: func(cmd *cobra.Command, given []string) error {
		if len(given) > 0 {
			return &usageError{msg: unknown(cmd, given[0]), cmd: cmd.CommandPath()}
		}
		return cmd.Help()
	}}
	c.SuggestionsMinimumDistance = 2
	c.AddCommand(commands...)
	return c
}

// openScreens opens the screens on the usual file, making one on the first start.
func (a *app) openScreens(cmd *cobra.Command) error {
	if !a.interactive() {
		return usage("the screens need a terminal; here, run a command instead, such as: understudy list employees, or: understudy --help")
	}
	return a.begin(cmd.Context(), func(s *store.Store) error {
		return tui.Run(cmd.Context(), s, tui.Options{Now: a.now})
	})
}
